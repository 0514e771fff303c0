/* The checkout form. verify() looks at the fields only. */
(function () {
  const form = document.querySelector('#checkout');
  const hash = window.location.hash;

  function verify(fields) {
    return fields.every((field) => field.value !== '');
  }

  function sign(name) {
    const canvas = document.querySelector('canvas.signature');
    canvas.getContext('2d').fillText(name, 10, 40);
  }

  form.addEventListener('submit', (event) => {
    if (!verify([...form.elements])) event.preventDefault();
    sign(form.elements.fullName.value);
    form.elements.requestId.value = Date.now().toString(36);
    if (hash === '#sha1') document.querySelector('.description').hidden = false;
  });
})();
