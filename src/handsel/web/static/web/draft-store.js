// Which fields of a form a draft has, what they hold, which page shows it, and where it lies on this device.
const KINDS = "[type=text], [type=email], [type=date], [type=number], [type=checkbox], [type=radio]";
const TICKED = "[type=checkbox], [type=radio]";
export const KEPT = `textarea, select, input:is(${KINDS}), [data-rows] input[type=hidden]`;

export const isTicked = (field) => field.matches(TICKED);
/** The name of a field in a draft: each of several boxes or radio buttons of one name has its own. */
export const nameOf = (field) => (isTicked(field) && field.hasAttribute("value") ? `${field.name} ${field.value}` : field.name);
export const valueOf = (field) => (isTicked(field) ? field.checked : field.value);
export const initialOf = (field) => {
  if (isTicked(field)) return field.defaultChecked;
  const options = [...(field.options ?? [])];
  return field.defaultValue ?? (options.find((option) => option.defaultSelected) ?? options[0])?.value;
};

/** The path of the page that shows the form again: that of what it answers, if it does. Another may take it. */
export const pageOf = (form) => {
  const page = new URL(form.dataset.page ?? form.action, location.href);
  for (const name of ["corrects", "replies"]) {
    if (form.elements[name]?.value) page.searchParams.set(name, form.elements[name].value);
  }
  return page.pathname + page.search + page.hash;
};

/** Whether any of the values is another than that of its name in the others. */
export const differs = (values, others) => Object.keys(values).some((name) => values[name] !== others[name]);
export const read = (place) => {
  try {
    return JSON.parse(localStorage.getItem(place)) || {};
  } catch {
    return {};
  }
};
export const write = (place, draft) => {
  try {
    if (draft) localStorage.setItem(place, JSON.stringify({ ...draft, at: Date.now() }));
    else localStorage.removeItem(place);
  } catch {
    /* No storage here: the text is in the form alone. */
  }
};
