"""Ends with a sentence where Qt would abort: display and libraries are checked before Qt loads."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping

from annotator.errors import EnvironmentProblem

# Library to Debian package, found by leaving each out of a bare Debian 12 and 13. The set-up of a
# checkout reads these before anything is installed: only the standard library is imported here.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc")

_NO_DISPLAY = (
    "No window can be opened: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). "
    "Your projects are untouched. Without a screen use the commands ({command} --help lists new, "
    "import, info, export, agreement), or a virtual screen: xvfb-run -a {command}"
)


def ensure_window_possible(environment: Mapping[str, str] = os.environ) -> None:
    """Raise :class:`EnvironmentProblem` where a window cannot be opened on this machine."""
    problem = problem_with_display(environment) or _missing_libraries(environment)
    if problem is None and _uses_x11(environment) and not _x_server_answers():
        problem = (
            f"No window can be opened: the display {environment.get('DISPLAY')!r} does not answer. "
            "Your projects are untouched. Check DISPLAY and whether you may use that screen."
        )
    if problem is not None:
        raise EnvironmentProblem(problem)


def problem_with_display(environment: Mapping[str, str]) -> str | None:
    """Return the sentence for a machine without any display, None where there is one."""
    if not sys.platform.startswith("linux") or _platform(environment) in _WITHOUT_SCREEN:
        return None
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return None
    from annotator import paths

    return _NO_DISPLAY.format(command=paths.command())


def _missing_libraries(environment: Mapping[str, str]) -> str | None:
    if not sys.platform.startswith("linux"):
        return None
    needs = {**QT_LIBRARIES, **(X11_LIBRARIES if _uses_x11(environment) else {})}
    packages = [package for library, package in needs.items() if not _loads(library)]
    if not packages:
        return None
    return (
        "No window can be opened: libraries that Qt needs are missing. Your projects are safe. "
        f"On Debian or Ubuntu: sudo apt install {' '.join(packages)}"
    )


def _platform(environment: Mapping[str, str]) -> str:
    return environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]


def _uses_x11(environment: Mapping[str, str]) -> bool:
    platform = _platform(environment)
    if not sys.platform.startswith("linux") or platform in _WITHOUT_SCREEN:
        return False
    return platform == "xcb" or not environment.get("WAYLAND_DISPLAY")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x_server_answers() -> bool:
    """Tell whether the X server of DISPLAY takes a connection; True where that cannot be told."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
