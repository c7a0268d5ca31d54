"""Template filters for numbers of days, each with its plural."""

from django.template import Library

from handsel.web.base.policy_words import business_days_text, days_text

register = Library()
register.filter("days", days_text)
register.filter("business_days", business_days_text)
