"""What devices send over MQTT and how it comes into the database: nothing is acknowledged before it is committed."""
