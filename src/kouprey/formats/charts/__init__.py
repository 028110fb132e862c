"""Charts in one grammar (Vega-Lite by Altair), drawn here: no browser, no network, no script."""
