"""A playground in the page: its widget, and what the browser draws."""
