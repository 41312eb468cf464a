"""What is stored: models, migrations, reads and writes by subject, imports, audit and demo data."""
