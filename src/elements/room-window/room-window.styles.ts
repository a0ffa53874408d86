import {css} from 'lit';

/** Styles of the window's own document. */
export const styles = css`
  * {
    box-sizing: border-box;
  }

  html,
  body {
    block-size: 100%;
    margin: 0;
    overflow: hidden;
  }

  body {
    display: flex;
    flex-direction: column;
    color-scheme: dark;
    color: #fff;
    background: #12131a;
    font:
      14px/1.4 system-ui,
      -apple-system,
      'PingFang SC',
      'Microsoft YaHei',
      'Noto Sans CJK SC',
      sans-serif;
  }

  video {
    flex: 1 1 60%;
    inline-size: 100%;
    min-block-size: 0;
    background: #0d0d13;
    object-fit: contain;
  }

  .product {
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 6px 8px;
    border: 0;
    border-block-start: 1px solid #33353f;
    inline-size: 100%;
    font: inherit;
    color: inherit;
    background: none;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }

  .product img {
    flex: none;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 6px;
    object-fit: cover;
  }

  .title {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .price {
    flex: none;
    max-inline-size: 60%;
    font-weight: 700;
    color: #ff8fa8;
  }

  ol {
    flex: 0 1 30%;
    display: flex;
    flex-direction: column-reverse;
    min-block-size: 0;
    margin: 0;
    padding: 4px 8px;
    overflow: hidden auto;
    border-block-start: 1px solid #33353f;
    list-style: none;
  }

  li {
    overflow-wrap: anywhere;
  }

  .author {
    color: #b4b7c8;
  }

  form {
    flex: none;
    display: flex;
    gap: 6px;
    padding: 6px 8px;
  }

  input {
    flex: 1;
    min-inline-size: 0;
    block-size: 36px;
    padding: 0 12px;
    border: 1px solid #5d6070;
    border-radius: 18px;
    font: inherit;
    color: inherit;
    background: #1d1f29;
  }

  form button {
    flex: none;
    block-size: 36px;
    padding: 0 14px;
    border: 0;
    border-radius: 18px;
    font: inherit;
    font-weight: 600;
    color: #fff;
    background: #c01c48;
    cursor: pointer;
  }

  .problem {
    flex: none;
    margin: 0;
    padding: 0 8px 6px;
    color: #ffb4b4;
  }

  .problem:empty {
    display: none;
  }

  :focus-visible {
    outline: 2px solid #8fb0ff;
    outline-offset: 1px;
  }

  @media (max-height: 360px) {
    ol {
      display: none;
    }
  }

  @media (max-height: 240px) {
    .product,
    form {
      display: none;
    }
  }

  @media (forced-colors: active) {
    form button {
      border: 1px solid ButtonText;
    }
  }
`;
