"""The state's page, made by the server: Hindi first, readable on 2G and without a script."""
