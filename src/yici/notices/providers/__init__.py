"""What carries messages out of the house. One interface: `provider`; one module for each way."""
