"""Roads: the network of a region, the hills in it, and the ride of six of them."""
