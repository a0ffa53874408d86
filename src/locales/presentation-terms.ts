import {launcherLanguage, type LauncherLanguage} from './launcher-terms.js';

/** Terms of a room over the page and in a corner. They load with it, because the core has no space for them. */
export interface PresentationTerms {
  /** Name of the dialog and of the small player. */
  readonly room: string;
  readonly minimize: string;
  readonly expand: string;
  readonly close: string;
  /** Button that changes the size of the small player. */
  readonly size: string;
  /** Text before the number of comments that arrived while the room was small. */
  readonly unread: string;
  /** Button that puts the small player into a window over other programs. */
  readonly window: string;
}

const terms = (
  ...[room, minimize, expand, close, size, unread, window]: readonly [
    ...[room: string, minimize: string, expand: string, close: string, size: string, unread: string, window: string],
  ]
): PresentationTerms => ({room, minimize, expand, close, size, unread, window});

const PRESENTATION_TERMS: Readonly<Record<LauncherLanguage, PresentationTerms>> = {
  ar: terms('البث المباشر', 'تصغير', 'تكبير', 'إغلاق البث', 'تغيير الحجم', 'تعليقات جديدة:', 'نافذة مستقلة'),
  de: terms(
    'Livestream',
    'Verkleinern',
    'Vergrößern',
    'Livestream schließen',
    'Größe ändern',
    'Neue Kommentare:',
    'Eigenes Fenster',
  ),
  en: terms('Live room', 'Minimize', 'Expand', 'Close the live room', 'Change the size', 'New comments:', 'Own window'),
  es: terms(
    'Directo',
    'Minimizar',
    'Ampliar',
    'Cerrar el directo',
    'Cambiar el tamaño',
    'Comentarios nuevos:',
    'Ventana propia',
  ),
  fr: terms(
    'Live',
    'Réduire',
    'Agrandir',
    'Fermer le live',
    'Changer la taille',
    'Nouveaux commentaires :',
    'Fenêtre à part',
  ),
  id: terms('Ruang live', 'Perkecil', 'Perbesar', 'Tutup live', 'Ubah ukuran', 'Komentar baru:', 'Jendela sendiri'),
  ja: terms(
    'ライブ',
    '小さくする',
    '大きくする',
    'ライブを閉じる',
    'サイズを変える',
    '新しいコメント:',
    '別ウィンドウ',
  ),
  ko: terms('라이브', '작게 보기', '크게 보기', '라이브 닫기', '크기 바꾸기', '새 댓글:', '별도 창'),
  pt: terms('Live', 'Minimizar', 'Ampliar', 'Fechar a live', 'Mudar o tamanho', 'Novos comentários:', 'Janela própria'),
  'zh-cn': terms('直播间', '收起', '展开', '关闭直播', '调整大小', '新评论：', '独立窗口'),
  'zh-tw': terms('直播間', '縮小', '展開', '關閉直播', '調整大小', '新留言：', '獨立視窗'),
};

/** The terms of the nearest language. */
export function presentationTerms(lang: string): PresentationTerms {
  return PRESENTATION_TERMS[launcherLanguage(lang)];
}
