"""The sandbox: a rail of test money, with a bank's delays and a chosen outcome."""
