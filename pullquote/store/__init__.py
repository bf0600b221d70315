"""Files in, one immutable indexed snapshot out; knows no GraphQL and no HTTP."""
