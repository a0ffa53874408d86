/**
 * Licences that are in no file of an installed package: those of libraries inside prebuilt packages, and of packages
 * from which our data is made.
 */

const PERMISSION = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

const mit = (...holders) => `The MIT License (MIT)\n\n${holders.join('\n')}\n\n${PERMISSION}`;

const eventemitter3 = {name: 'eventemitter3', text: mit('Copyright (c) 2014 Arnout Kazemier')};

/**
 * Libraries inside prebuilt packages, by package. None of these packages includes their licences.
 *
 * @type {Readonly<Record<string, readonly {readonly name: string, readonly text: string}[]>>}
 */
export const carried = {
  '@tencentcloud/chat': [
    eventemitter3,
    {
      name: 'pako',
      text: `${mit('Copyright (C) 2014-2017 by Vitaly Puzrin and Andrei Tuputcyn')}

Its zlib part is under the zlib licence, (C) 1995-2013 Jean-loup Gailly and Mark Adler, (C) 2014-2017 Vitaly Puzrin and
Andrey Tupitsin. This software is provided 'as-is', without any express or implied warranty. In no event will the authors
be held liable for any damages arising from the use of this software. Permission is granted to anyone to use this software
for any purpose, including commercial applications, and to alter it and redistribute it freely, subject to the following
restrictions: 1. The origin of this software must not be misrepresented; you must not claim that you wrote the original
software. 2. Altered source versions must be plainly marked as such, and must not be misrepresented as being the original
software. 3. This notice may not be removed or altered from any source distribution.`,
    },
  ],
  'trtc-sdk-v5': [eventemitter3],
  'lottie-web': [
    {name: 'bezier-easing', text: mit('Copyright (c) 2014-2015 Gaëtan Renaudeau')},
    {
      name: 'Transformation Matrix',
      text: mit(
        'Transformation Matrix v2.0',
        '(c) Epistemex 2014-2015, www.epistemex.com',
        'By Ken Fyrstenberg',
        'Contributions by leeoniya.',
      ),
    },
  ],
  'hls.js': [
    eventemitter3,
    {
      name: 'url-toolkit',
      text: 'Copyright (c) Tom Jenkinson. Licensed under the Apache License, Version 2.0: http://www.apache.org/licenses/LICENSE-2.0',
    },
  ],
};

/**
 * Licences of the packages from which our data is made, by package.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const dataTexts = {
  'emojibase-data': mit('Copyright (c) 2017-2019 Miles Johnson'),
};
