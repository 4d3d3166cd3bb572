-- Promises that are made together are often due together, and then all rows of a page change in one transaction: half of it is left for that. So no index is written again.
ALTER TABLE promise SET (fillfactor = 50);
