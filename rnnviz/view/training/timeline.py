"""The timeline of a training: a play head over all recorded updates, and what was measured after each of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.scales import Axis
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import ink
from rnnviz.view.plots.chips import Choice
from rnnviz.view.training import curves, headlines, reach_map
from rnnviz.view.training.bands import Bands
from rnnviz.view.training.clip_mark import NOT_FINITE, ClipMark
from rnnviz.view.training.traced import Traced
from rnnviz.view.training.trainer import Trainer
from rnnviz.view.widgets.paper import BOLD, Align, Paper, metrics, plumb, text_width, words
from rnnviz.view.work.throttle import TurnQueue

KEYS = Qt.Key
MOVES = {KEYS.Key_Left: -1, KEYS.Key_Right: 1, KEYS.Key_PageUp: -10, KEYS.Key_PageDown: 10}
ENDS = frozenset({KEYS.Key_Home, KEYS.Key_End})
AS_IT_IS, PER_LOSS = "as it is", "per loss"


@shielded
class Timeline(Paper):
    """`traced`: what is drawn of the course there is; the clip line is dragged, everything else moves the play head."""

    key = "timeline"
    flush = False
    clip_asked = Signal()
    """Its limit is to be typed."""
    own_keys = frozenset({*MOVES, *ENDS, *ClipMark.KEYS})

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(simulation, parent)
        self.trainer = Trainer.of(simulation)
        self.traced = Traced.of(simulation, self.trainer)
        self.line, self.per = Choice(self), Choice(self)
        self.line.chosen.connect(self._choose_line)
        self.per.chosen.connect(self._choose_per)
        self.clip = ClipMark(simulation)
        self._held = ""
        self._pointed: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(170, 250)
        self.trainer.changed.connect(self._take_course)
        self._offer()

    @property
    def title(self) -> str:
        return self.tr("Updates of the training")

    def take_change(self, what: Change) -> None:
        if what & (Change.RUN | Change.SETUP):
            self._take_course()

    def _take_course(self) -> None:
        TurnQueue.of(self.simulation).spread(self._follow)

    def _follow(self) -> None:
        """More updates, other words, another plan; else only the play head is elsewhere."""
        traced = Traced.of(self.simulation, self.trainer, self.traced)
        if traced is not self.traced:
            self.traced = traced
            self._offer()
            self.refresh()
        else:
            self.repaint_soon()
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleDescription(headlines.spoken(self.traced, self.trainer.at, self.line.current))

    def _offer(self) -> None:
        """States of the last layer to choose from, and the two ways to look at their gradient."""
        lines = self.traced.lines
        now = self.line.current if self.line.current in lines else lines[-1] if lines else ""
        self.line.set_names(lines, now)
        words = {AS_IT_IS: self.tr("as it is"), PER_LOSS: self.tr("per loss")}
        self.per.set_rows({name: typeset.text(word) for name, word in words.items()})
        self.per.set_names((PER_LOSS, AS_IT_IS) if lines else (), self.per.current or AS_IT_IS)
        self._lay_out()

    def _choose_line(self, name: str) -> None:
        self.line.set_names(self.traced.lines, name)
        self.refresh()

    def _choose_per(self, name: str) -> None:
        self.per.set_names(self.per.names, name)
        self.refresh()

    def restyle(self) -> None:
        for choice in (self.line, self.per):
            choice.set_style(self.theme, self.scale)
        self._offer()
        self._describe()
        self.refresh()

    @property
    def bands(self) -> Bands:
        """Where everything stands."""
        return Bands.of(self.width(), self.height(), self.scale, self.traced.end)

    def _lay_out(self) -> None:
        """The chips at the right of their headline."""
        bands = self.bands
        right, top = bands.slider.right() + 3 * self.scale.axis, bands.plots["reach"].top()
        for choice in (self.per, self.line):
            if not choice.isHidden():
                choice.adjustSize()
                right -= choice.width()
                choice.move(round(right), round(top - choice.height() - 2))
                right -= self.scale.px(10)

    # painting ----------------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        bands, theme, traced = self.bands, self.theme, self.traced
        for rect in bands.plots.values():
            curves.draw_ground(p, theme, bands, rect, traced.last)
        if traced.series is not None:
            self._draw_losses(p, bands)
            self._draw_right(p, bands)
            self._draw_norm(p, bands)
            self._draw_map(p, bands)
        curves.draw_updates(p, theme, self.scale, bands, bands.plots["norm"])

    def _draw_losses(self, p: QPainter, bands: Bands) -> None:
        series, rect = self.traced.series, bands.plots["loss"]
        assert series is not None
        loss, looked = curves.logs(series.loss), curves.logs(series.looked_loss)
        axis = self.traced.loss_axis
        curves.draw_ticks(p, self.theme, self.scale, rect, axis, curves.decade_texts(axis, rect, self.scale.axis))
        self._pair(p, bands, rect, axis, "loss", (loss, looked))

    def _draw_right(self, p: QPainter, bands: Bands) -> None:
        series, rect = self.traced.series, bands.plots["right"]
        assert series is not None
        axis = Axis(0.0, 1.0, 1.0)
        curves.draw_ticks(p, self.theme, self.scale, rect, axis, ("0 %", "100 %"))
        self._pair(p, bands, rect, axis, "right", (series.right, series.looked_right))

    def _pair(
        self, p: QPainter, bands: Bands, rect: QRectF, axis: Axis, of: str, values: tuple[curves.Floats, curves.Floats]
    ) -> None:
        """The batches' thin line, and the held-out samples' with its dots."""
        series, theme = self.traced.series, self.theme
        assert series is not None
        thin, thick = self.scale.line(1.3), self.scale.line(2.6)
        curves.draw_line(p, curves.points(bands, rect, axis, series.steps, values[0]), theme.dim, thin)
        curves.draw_dots(p, curves.points(bands, rect, axis, series.looks, values[1]), theme.hidden, thick)
        curves.tell_curve(f"{of} training", values[0], theme.dim, thin)
        curves.tell_curve(f"{of} held-out", values[1], theme.hidden, thick)

    def _draw_norm(self, p: QPainter, bands: Bands) -> None:
        series, rect, theme = self.traced.series, bands.plots["norm"], self.theme
        assert series is not None
        axis, norm = self.traced.norm_axis, curves.logs(series.norm)
        curves.draw_ticks(p, theme, self.scale, rect, axis, curves.decade_texts(axis, rect, self.scale.axis))
        before = curves.points(bands, rect, axis, series.steps, norm)
        curves.fill_below(p, before, rect, rect.top(), curves.soft(theme.forget, theme))
        after = curves.points(bands, rect, axis, series.steps, curves.logs(series.after))
        p.save()
        curves.fill_below(p, after, rect, rect.top(), theme.panel)
        curves.fill_below(p, after, rect, rect.top(), curves.soft(theme.hidden, theme))
        p.restore()
        curves.draw_line(p, before, theme.text, self.scale.line(1.3))
        curves.tell_curve("norm", norm, theme.text, self.scale.line(1.3))

    def _draw_map(self, p: QPainter, bands: Bands) -> None:
        found = self.traced.reaching(self.line.current, self.per.current == PER_LOSS)
        rect, series = bands.plots["reach"], self.traced.series
        if found is None or series is None:
            words(p, rect.center().x(), rect.center().y(), headlines.no_map(self.traced), self.scale.axis,
                  self.theme.dim, Align.AlignHCenter)  # fmt: skip
            return
        image: QImage = reach_map.image_of(found, series.steps, bands, self.theme)
        reach_map.draw_reach(p, rect, image)
        tell("reach", of=self.line.current, value=found)
        reach_map.draw_scale(p, self.theme, self.scale, rect)
        labels, loud, fact = self.traced.labels
        reach_map.draw_words(p, self.theme, self.scale, rect, labels, loud, fact)

    def draw_live(self, p: QPainter) -> None:
        theme, scale, bands = self.theme, self.scale, self.bands
        headlines.draw(p, theme, scale, bands, self.traced, self.trainer.at, self.line, self.per)
        self._draw_slider(p, bands)
        if self.traced.course is not None:
            x = bands.x(self.trainer.at)
            for rect in bands.plots.values():
                plumb(p, x, rect.top(), rect.bottom(), theme.accent, scale.line(2))
        if (
            self.trainer.trouble is not None
            and self.trainer.trouble.key == NOT_FINITE
            and self.traced.course is not None
        ):
            curves.draw_overflow(p, theme, scale, bands, self.traced.last)
        self.clip.draw(p, theme, scale, bands.plots["norm"], self.traced.norm_axis, bands.slider.right())
        if self._pointed is not None:
            headlines.draw_card(p, theme, scale, bands, self.traced, self._pointed, self.line, self.per)

    def _draw_slider(self, p: QPainter, bands: Bands) -> None:
        """The way that is recorded, the end of the plan, and the play head with its number."""
        theme, scale, traced = self.theme, self.scale, self.traced
        px, y, at = scale.axis, bands.slider.center().y(), self.trainer.at
        words(p, 0, y + 0.36 * px, self.tr("update"), px, theme.text, weight=BOLD)
        high = max(4.0, 0.36 * px)
        _bar(p, QRectF(bands.slider.left(), y - high / 2, bands.slider.width(), high), theme.line)
        if traced.course is None or bands.x(at) + 2 * px < bands.slider.right():
            words(p, bands.slider.right() + 0.5 * px, y + 0.36 * px, str(bands.end), px, theme.dim)
        if traced.course is None:
            return
        end = bands.x(traced.last)
        _bar(p, QRectF(bands.slider.left(), y - high / 2, end - bands.slider.left(), high), theme.accent)
        plumb(p, end, y - 0.6 * px, y + 0.6 * px, theme.text, 2)
        text = str(at)
        wide = text_width(text, px, BOLD) + 1.1 * px
        head = QRectF(bands.x(at) - wide / 2, y - 0.85 * px, wide, 1.7 * px)
        p.setPen(QPen(theme.panel, 2))
        p.setBrush(theme.accent)
        p.drawRoundedRect(head, head.height() / 2, head.height() / 2)
        tell("update", step=at, value=traced.last)
        cap = metrics(px, BOLD).capHeight() / 2
        words(p, head.center().x(), y + cap, text, px, ink(theme, theme.accent), Align.AlignHCenter, BOLD)

    # under the hand ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.clip.holds(event.position()):
            self._held = "clip"
            self.clip.take()
        elif self.traced.course is not None:
            self._held = "head"
            self._move_to(event.position())
        if self._held:
            self.dragged.emit(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointed = event.position()
        if self._held == "head":
            self._move_to(event.position())
        elif self._held == "clip":
            self.clip.drag(event.position().y(), self.bands.plots["norm"], self.traced.norm_axis)
        over = self.clip.holds(event.position())
        self.setCursor(Qt.CursorShape.SizeVerCursor if over else Qt.CursorShape.ArrowCursor)
        self.repaint_soon()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, ""
        if held == "clip":
            self.clip.let_go()
        if held:
            self.dragged.emit(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.clip.holds(event.position()):
            self.clip_asked.emit()
        else:
            self.mousePressEvent(event)

    def _move_to(self, at: QPointF) -> None:
        self.trainer.go(self.bands.step(at.x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES:
            self.trainer.move(MOVES[key])
        elif key in ENDS:
            self.trainer.go(0 if key == KEYS.Key_Home else self.traced.last)
        elif not self.clip.key(key):
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointed = None
        self.repaint_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.refresh()


def _bar(p: QPainter, rect: QRectF, color: object) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(color)
    p.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
