"""The generator of SYNTHETIC trade data in the bulk format of the CITES Trade Database.

It imitates the form of real data (names, codes, blanks, decimals, mirror gaps, permits), fitted by a handful of
rounded numbers. Invented taxa end in " SYNTHETIC", permit ids begin with "SYN-", file names with "SYNTHETIC_".
"""

from kouprey.analytics.generate.run import generate

__all__ = ["generate"]
