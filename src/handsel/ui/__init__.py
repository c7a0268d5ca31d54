"""How every page looks: base templates, parts, stylesheets, icons, and refusals as pages."""
