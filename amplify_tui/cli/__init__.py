"""The commands of amplify-tui, and the root that wires services, store and screens together."""
