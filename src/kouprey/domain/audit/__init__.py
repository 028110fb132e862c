"""How the record of acts is chained: no change goes unseen. Pure rules; the tables are in `web.core`."""
