-- Each transaction that says something of a key writes its row again. Those of one page are often written in the same transaction, so there is room for all.
ALTER TABLE messaging.stream SET (fillfactor = 50);
