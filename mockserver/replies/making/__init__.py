"""Values out of shapes: made, judged, and made again where they are wrong."""
