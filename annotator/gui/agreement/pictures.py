"""Pictures of plots and matrices for a paper or a talk: SVG, PNG, and the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPainter

_DENSITY = 3  # pixels for one unit of a picture: sharp in print


@dataclass(frozen=True, slots=True)
class Picture:
    """Something to draw: its size in pixels of the screen, and how it is drawn."""

    size: QSizeF
    draw: Callable[[QPainter], None]


def as_image(picture: Picture) -> QImage:
    """Return a picture in pixels, three for one of the screen.

    It is drawn from the SVG file, because thin lines would not grow with the pixels.
    """
    from PySide6.QtSvg import QSvgRenderer  # only needed here

    image = QImage(
        round(picture.size.width() * _DENSITY),
        round(picture.size.height() * _DENSITY),
        QImage.Format.Format_ARGB32,
    )
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(as_svg(picture, "")).render(painter)
    painter.end()
    return image


def as_png(picture: Picture) -> bytes:
    """Return a picture as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    as_image(picture).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def as_svg(picture: Picture, title: str) -> bytes:
    """Return a picture as an SVG file: lines and letters that stay sharp at any size."""
    from PySide6.QtSvg import QSvgGenerator  # only needed here

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInch()))
    generator.setSize(picture.size.toSize())
    generator.setViewBox(QRectF(0, 0, picture.size.width(), picture.size.height()))
    painter = QPainter(generator)
    picture.draw(painter)
    painter.end()
    return bytes(data.data())


def as_file(picture: Picture, path: Path, title: str) -> bytes:
    """Return what belongs in a file of that name: SVG where it ends so, else PNG."""
    return as_svg(picture, title) if path.suffix.lower() == ".svg" else as_png(picture)
