"""Shared page design: base templates, components, stylesheets, icons and error pages."""
