"""What each kind of device measures: pure functions of the device, the moment and the town it stands in."""
