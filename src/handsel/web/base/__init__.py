"""What every page room uses: decorators, links, amounts, uploads in forms."""
