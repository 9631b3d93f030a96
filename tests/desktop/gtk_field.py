"""A window of GTK with one field, whose text is the window's title. Started by flow_paste.py."""

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gtk  # noqa: E402

window = Gtk.Window(title="ready")
field = Gtk.Entry()
field.connect("changed", lambda field: window.set_title(field.get_text()))
window.add(field)
window.show_all()
Gtk.main()
