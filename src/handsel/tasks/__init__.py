"""Due work: rows that wait for their time are the queue; any number of workers take them."""
