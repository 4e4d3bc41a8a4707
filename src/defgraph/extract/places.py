"""Where things are: countries, cities and venues in a text."""

from defgraph.extract.cities import find_cities
from defgraph.extract.countries import find_countries
from defgraph.extract.venues import find_venues

__all__ = ["find_cities", "find_countries", "find_venues"]
