"""Plans a run, carries it out, and sums it up; the only room that sends."""
