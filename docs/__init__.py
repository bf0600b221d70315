"""The documentation: pages that are written by hand, what is generated into them, and the site that is built of them."""
