"""The main window, its menus, keys, files and dialogs."""
