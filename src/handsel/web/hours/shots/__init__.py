"""The Work View page: a day of tracked time with its screenshots, its pictures, and deleting one."""
