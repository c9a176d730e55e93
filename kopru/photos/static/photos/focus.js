/* The frame over the photo asks whether this is a touch screen by an inline handler, which the strict policy refuses: we say it beforehand. */
window.jQuery.Jcrop.defaults.touchSupport = 'ontouchstart' in window;
