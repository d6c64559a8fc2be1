"""Who meets whom: networks that are stored, computed from a key, or complete, and cascades on them.

A network is a record of arrays that compiled rules read; nothing here knows what an act is or why
somebody acts. Generators look every draw up by seed and node, so a network depends on nothing else.
"""
