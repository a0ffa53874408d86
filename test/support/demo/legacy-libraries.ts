/** Changes that libraries and scripts of old pages make to the globals. Each is a classic script that runs before ours. */

/** Prototype 1.6: https://github.com/prototypejs/prototype/tree/1.6.0.3/src */
const PROTOTYPE_1_6 = `
  var K = function (x) { return x; }, $break = {};
  Object.toJSON = function (object) {
    switch (typeof object) { case 'undefined': case 'function': return; case 'boolean': return object.toString(); }
    if (object === null) return 'null';
    if (object.toJSON) return object.toJSON();
    if (object.nodeType === 1) return;
    var results = [];
    for (var property in object) {
      var value = Object.toJSON(object[property]);
      if (value !== undefined) results.push(property.toJSON() + ': ' + value);
    }
    return '{' + results.join(', ') + '}';
  };
  Object.keys = function (object) { var keys = []; for (var property in object) keys.push(property); return keys; };
  Object.values = function (object) { var values = []; for (var property in object) values.push(object[property]); return values; };
  String.prototype.toJSON = function () { return '"' + this + '"'; };
  Number.prototype.toJSON = function () { return isFinite(this) ? this.toString() : 'null'; };
  Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"'; };
  var Enumerable = {
    each: function (iterator, context) {
      var index = 0;
      if (context) iterator = iterator.bind(context);
      try { this._each(function (value) { iterator(value, index++); }); } catch (e) { if (e != $break) throw e; }
      return this;
    },
    all: function (iterator) { iterator = iterator || K; var result = true; this.each(function (value, index) { result = result && !!iterator(value, index); if (!result) throw $break; }); return result; },
    any: function (iterator) { iterator = iterator || K; var result = false; this.each(function (value, index) { if ((result = !!iterator(value, index))) throw $break; }); return result; },
    collect: function (iterator) { iterator = iterator || K; var results = []; this.each(function (value, index) { results.push(iterator(value, index)); }); return results; },
    detect: function (iterator) { var result; this.each(function (value, index) { if (iterator(value, index)) { result = value; throw $break; } }); return result; },
    findAll: function (iterator) { var results = []; this.each(function (value, index) { if (iterator(value, index)) results.push(value); }); return results; },
    include: function (object) { return this.indexOf(object) != -1; },
    inject: function (memo, iterator) { this.each(function (value, index) { memo = iterator(memo, value, index); }); return memo; },
    toArray: function () { return this.collect(K); },
    size: function () { return this.length; },
  };
  Enumerable.map = Enumerable.collect; Enumerable.find = Enumerable.detect; Enumerable.select = Enumerable.filter = Enumerable.findAll;
  Enumerable.member = Enumerable.include; Enumerable.entries = Enumerable.toArray; Enumerable.every = Enumerable.all; Enumerable.some = Enumerable.any;
  var own = {
    _each: function (iterator) { for (var i = 0, length = this.length; i < length; i++) iterator(this[i]); },
    clear: function () { this.length = 0; return this; },
    first: function () { return this[0]; },
    last: function () { return this[this.length - 1]; },
    compact: function () { return this.select(function (value) { return value != null; }); },
    reduce: function () { return this.length > 1 ? this : this[0]; },
    clone: function () { return [].concat(this); },
    toJSON: function () {
      var results = [];
      this.each(function (object) { var value = Object.toJSON(object); if (value !== undefined) results.push(value); });
      return '[' + results.join(', ') + ']';
    },
  };
  for (var name in Enumerable) Array.prototype[name] = Enumerable[name];
  for (var name in own) Array.prototype[name] = own[name];
  Function.prototype.bind = function () {
    if (arguments.length < 2 && arguments[0] === undefined) return this;
    var method = this, args = Array.prototype.slice.call(arguments), object = args.shift();
    return function () { return method.apply(object, args.concat(Array.prototype.slice.call(arguments))); };
  };
  Function.prototype.delay = function (seconds) { return setTimeout(this, seconds * 1000); };
  String.prototype.startsWith = function (pattern) { return this.indexOf(pattern) === 0; };
  String.prototype.endsWith = function (pattern) { var d = this.length - pattern.length; return d >= 0 && this.lastIndexOf(pattern) === d; };
  String.prototype.include = function (pattern) { return this.indexOf(pattern) > -1; };
  String.prototype.strip = function () { return this.replace(/^\\s+/, '').replace(/\\s+$/, ''); };
  String.prototype.toArray = function () { return this.split(''); };
  ['visible', 'toggle', 'hide', 'show', 'update', 'replace', 'insert', 'wrap', 'select', 'up', 'down', 'next', 'fire', 'observe', 'identify'].forEach(function (name) {
    HTMLElement.prototype[name] = function () { return this; };
  });
  HTMLElement.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
  var oldElement = window.Element;
  window.Element = function (tagName) { return document.createElement(tagName); };
  for (var key in oldElement) window.Element[key] = oldElement[key];
  window.Element.prototype = oldElement.prototype;
`;

/** Prototype 1.7: `Array.from` is `$A`, which supports neither iterators nor a mapping function. */
const PROTOTYPE_1_7 = `
  window.$A = function (iterable) {
    if (!iterable) return [];
    if ('toArray' in Object(iterable)) return iterable.toArray();
    var length = iterable.length || 0, results = new Array(length);
    while (length--) results[length] = iterable[length];
    return results;
  };
  Array.from = window.$A;
  Array.prototype.toArray = Array.prototype.clone = Array.prototype.entries = function () { return [].concat(this); };
  Array.prototype.size = function () { return this.length; };
  Object.keys = function (object) { var keys = []; for (var key in object) if (Object.prototype.hasOwnProperty.call(object, key)) keys.push(key); return keys; };
  Function.prototype.bind = function (context) {
    var method = this, args = [].slice.call(arguments, 1);
    return function () { return method.apply(context, args.concat([].slice.call(arguments))); };
  };
  String.prototype.startsWith = function (pattern) { return this.lastIndexOf(pattern, 0) === 0; };
  HTMLElement.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
`;

/** MooTools 1.2 to 1.6: replaces classes of the browser, and adds methods to every prototype. */
const MOOTOOLS = `
  window.Type = window.Native = function () {};
  window.Event = function (event) { if (!event || !event.type || typeof event === 'string') throw new TypeError('event is undefined'); this.event = event; };
  window.Document = function () {};
  window.Window = function () {};
  var nativeElement = window.Element;
  window.Element = function (tag) { return document.createElement(tag); };
  window.Element.prototype = nativeElement.prototype;
  Function.prototype.bind = function (self, args) {
    var method = this;
    return function () { return method.apply(self, args === undefined ? arguments : [].concat(args)); };
  };
  Function.prototype.delay = function (ms, self, args) { return setTimeout(this.bind(self, args), ms); };
  Array.from = function (item) { return item == null ? [] : typeof item === 'object' && typeof item.length === 'number' ? Array.prototype.slice.call(item) : [item]; };
  ['each', 'clean', 'associate', 'contains', 'include', 'erase', 'empty', 'flatten', 'pick', 'append', 'combine', 'getLast', 'getRandom'].forEach(function (name) {
    Array.prototype[name] = function () { return this; };
  });
  ['contains', 'test', 'clean', 'camelCase', 'toInt', 'substitute', 'stripScripts'].forEach(function (name) {
    String.prototype[name] = function () { return this; };
  });
  HTMLElement.prototype.remove = function () { return this.parentNode.removeChild(this); };
  HTMLElement.prototype.replaceWith = function (element) { this.parentNode.replaceChild(element, this); return element; };
  ['limit', 'round', 'times', 'toFloat', 'toInt'].forEach(function (name) {
    Number.prototype[name] = function () { return this; };
  });
  ['set', 'get', 'getElement', 'getElements', 'addEvent', 'fireEvent', 'inject', 'grab', 'adopt', 'dispose', 'destroy', 'empty', 'clone', 'match', 'store', 'retrieve', 'getStyle', 'toggleClass', 'hide', 'show'].forEach(function (name) {
    HTMLElement.prototype[name] = function () { return this; };
  });
`;

/** Scripts that add enumerable properties to every object. */
const ADDITIONS = `
  ['extend', 'each', 'clone', 'forEach', 'keys', 'size', 'isEmpty', 'inherits', 'merge'].forEach(function (name) {
    Object.prototype[name] = function () { return this; };
    if (!Array.prototype[name]) Array.prototype[name] = function () { return this; };
  });
  Object.prototype.toJSONString = function () { return ''; };
  Array.prototype.remove = function (item) { var at = this.indexOf(item); if (at >= 0) this.splice(at, 1); return this; };
  Array.prototype.contains = function (item) { return this.indexOf(item) >= 0; };
`;

/**
 * Replacements of the browser's own features: by a polyfill like core-js, which treats them as broken, by Sugar and by
 * Datejs.
 */
const POLYFILLS = `
  (function () {
    var NativePromise = window.Promise;
    function Promise_(executor) {
      var self = this;
      if (!(self instanceof Promise_)) throw new TypeError('Promise is a class');
      self._promise = new NativePromise(executor);
    }
    Promise_.prototype.then = function (done, failed) { var inner = this._promise; return new Promise_(function (resolve, reject) { inner.then(done, failed).then(resolve, reject); }); };
    Promise_.prototype['catch'] = function (failed) { return this.then(undefined, failed); };
    Promise_.prototype['finally'] = function (done) { return this.then(function (value) { return Promise_.resolve(done()).then(function () { return value; }); }, function (reason) { return Promise_.resolve(done()).then(function () { throw reason; }); }); };
    Promise_.resolve = function (value) { return value instanceof Promise_ ? value : new Promise_(function (resolve) { resolve(value); }); };
    Promise_.reject = function (reason) { return new Promise_(function (_, reject) { reject(reason); }); };
    ['all', 'race', 'allSettled', 'any'].forEach(function (name) {
      Promise_[name] = function (all) { return new Promise_(function (resolve, reject) { NativePromise[name](all).then(resolve, reject); }); };
    });
    window.Promise = Promise_;
    var NativeSet = window.Set, NativeMap = window.Map;
    window.Set = function (iterable) { return new NativeSet(iterable); };
    window.Set.prototype = NativeSet.prototype;
    window.Map = function (iterable) { return new NativeMap(iterable); };
    window.Map.prototype = NativeMap.prototype;
    // Sugar: the second argument is a start or a flag, a string is a property or a format.
    var nativeArray = {find: Array.prototype.find, map: Array.prototype.map, every: Array.prototype.every};
    Array.prototype.find = function (match, start) { return nativeArray.find.call(this.slice(start || 0), match); };
    Array.prototype.map = function (map) { return nativeArray.map.call(this, typeof map === 'string' ? function (item) { return item[map]; } : map); };
    Array.prototype.every = function (match) { return nativeArray.every.call(this, typeof match === 'function' ? match : function (item) { return item === match; }); };
    Array.prototype.at = function () { var self = this, all = nativeArray.map.call(arguments, function (index) { return self[index < 0 ? self.length + index : index]; }); return all.length > 1 ? all : all[0]; };
    String.prototype.at = function (index) { return this.charAt(index < 0 ? this.length + index : index); };
    String.prototype.normalize = function () { return String(this); };
    // Datejs
    var nativeParse = Date.parse;
    Date.parse = function (text) { return text ? new Date(nativeParse(text)) : null; };
    window.CustomEvent = function (type, options) {
      var event = document.createEvent('CustomEvent');
      options = options || {};
      event.initCustomEvent(type, !!options.bubbles, !!options.cancelable, options.detail);
      return event;
    };
  })();
`;

/** Like zone.js of Angular: a rejection without a handler at the end of the microtask is an error in the console. */
const ZONE = `
  (function () {
    var NativePromise = window.Promise;
    function ZonePromise(executor) {
      var self = this;
      if (!(self instanceof ZonePromise)) throw new TypeError('Promise is a class');
      self._promise = new NativePromise(function (resolve, reject) {
        executor(resolve, function (reason) {
          reject(reason);
          queueMicrotask(function () { if (!self._handled) console.error('Unhandled Promise rejection:', reason); });
        });
      });
      self._promise.then(undefined, function () {});
    }
    ZonePromise.prototype.then = function (done, failed) {
      this._handled = true;
      return wrap(this._promise.then(done, failed));
    };
    ZonePromise.prototype['catch'] = function (failed) { return this.then(undefined, failed); };
    ZonePromise.prototype['finally'] = function (done) { this._handled = true; return wrap(this._promise['finally'](done)); };
    function wrap(native) {
      var zone = Object.create(ZonePromise.prototype);
      zone._promise = native;
      return zone;
    }
    ['all', 'race', 'allSettled', 'any'].forEach(function (name) {
      ZonePromise[name] = function (all) { return wrap(NativePromise[name](all)); };
    });
    ZonePromise.resolve = function (value) { return value instanceof ZonePromise ? value : wrap(NativePromise.resolve(value)); };
    ZonePromise.reject = function (reason) { return new ZonePromise(function (_, reject) { reject(reason); }); };
    window.Promise = ZonePromise;
  })();
`;

export const OLD_HOSTS = {
  'Prototype 1.6': PROTOTYPE_1_6,
  'Prototype 1.7': PROTOTYPE_1_7,
  MooTools: MOOTOOLS,
  'additions to Object.prototype': ADDITIONS,
  'polyfills, Sugar and Datejs': POLYFILLS,
  'zone.js': ZONE,
};
