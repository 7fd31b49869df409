"""Drives the appliance in a virtual machine as people do: plugs sticks in, pulls them, cuts the power, and reads what is left."""
