"""The public Python face of trade data: `from kouprey import trade`."""

from kouprey.trade.loading import load

__all__ = ["load"]
