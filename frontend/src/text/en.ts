// Keys are page.thing. Keep pages apart by a comment line, in the order of the alphabet.
export const en = {
  // app
  "app.today": "Today",
  "app.history": "Rides",
  "app.settings": "Settings",
  "app.main": "Main",
  "app.trouble": "That did not work",
  "app.again": "Try again",
  "app.loading": "One moment …",
};
