"""Values as bodies of a media type: XML, forms, text, files."""
