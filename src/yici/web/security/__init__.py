"""How an account is kept safe: second factors, passkeys, and where it is signed in."""
