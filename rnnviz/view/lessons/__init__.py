"""The place Lessons: contents and pages of lessons beside the living stage."""
