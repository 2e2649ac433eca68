"""What people must know of search: that places are indexed when they have been loaded."""

from yici.people import loaded
from yici.search.places import places_index

loaded.afterwards("search", places_index)
