"""Runs before the program: what the frozen folder needs of the environment stays out of other programs.

The boot loader names the folder's libraries in `LD_LIBRARY_PATH`; a viewer, a browser or a file manager that this program
opens would load them in place of its own.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if _before:
    os.environ["LD_LIBRARY_PATH"] = _before
for _name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[_name]

# Plugins of the host are made for the host's Qt.
for _name in ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML2_IMPORT_PATH", "QML_IMPORT_PATH"):
    os.environ.pop(_name, None)

# Fcitx 5 understands what IBus' plugin says; its own plugin belongs to the host's Qt. Qt tries the names in order.
if os.environ.get("QT_IM_MODULE", "").startswith("fcitx") and "QT_IM_MODULES" not in os.environ:
    os.environ["QT_IM_MODULES"] = "fcitx;ibus"
