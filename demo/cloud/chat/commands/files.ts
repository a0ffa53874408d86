/** Upload and download URLs of files for the SDK's upload plugin. */
import {number, text, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {signedIn, type Call, type Commands} from './command.ts';

const NAME_MAX_BYTES = 512;

export const files: Commands = {
  'im_cos_msg.pre_sig': signedIn(sign),
};

function sign({app, connection, body}: Call): Body {
  const granted = app.files.grant(number(body, 'file_type'), text(body, 'file_name', NAME_MAX_BYTES));
  if (!granted) throw new Refusal(Code.BAD_PARAMETER, 'unknown file_type');
  const address = `http://${connection.host}/cloud/im/files/${granted.name}`;
  return {upload_url: `${address}?sign=${granted.sign}`, download_url: address};
}
