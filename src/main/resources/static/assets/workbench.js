// The workbench: a choice above the table shows at once what was chosen.
document.querySelectorAll('.zf-workbench [data-submits]').forEach(field =>
  field.addEventListener('change', () => field.form.submit()));
