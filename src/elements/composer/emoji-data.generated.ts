/**
 * Emoji by group, one a line with its names in English and Chinese. Written by `build/emoji.mjs` from emojibase-data 17.0.0,
 * MIT licence, copyright (c) 2017-2019 Miles Johnson.
 */
export const EMOJI: readonly string[] = [
  `😀|grinning face|嘿嘿
😃|grinning face with big eyes|哈哈
😄|grinning face with smiling eyes|大笑
😁|beaming face with smiling eyes|嘻嘻
😆|grinning squinting face|斜眼笑
😅|grinning face with sweat|苦笑
🤣|rolling on the floor laughing|笑得满地打滚
😂|face with tears of joy|笑哭了
🙂|slightly smiling face|呵呵
🙃|upside-down face|倒脸
🫠|melting face|融化
😉|winking face|眨眼
😊|smiling face with smiling eyes|羞涩微笑
😇|smiling face with halo|微笑天使
🥰|smiling face with hearts|喜笑颜开
😍|smiling face with heart-eyes|花痴
🤩|star-struck|好崇拜哦
😘|face blowing a kiss|飞吻
😗|kissing face|亲亲
☺️|smiling face|微笑
😚|kissing face with closed eyes|羞涩亲亲
😙|kissing face with smiling eyes|微笑亲亲
🥲|smiling face with tear|含泪的笑脸
😋|face savoring food|好吃
😛|face with tongue|吐舌
😜|winking face with tongue|单眼吐舌
🤪|zany face|滑稽
😝|squinting face with tongue|眯眼吐舌
🤑|money-mouth face|发财
🤗|smiling face with open hands|抱抱
🤭|face with hand over mouth|不说
🫢|face with open eyes and hand over mouth|睁眼捂嘴
🫣|face with peeking eye|偷看
🤫|shushing face|安静的脸
🤔|thinking face|想一想
🫡|saluting face|致敬
🤐|zipper-mouth face|闭嘴
🤨|face with raised eyebrow|挑眉
😐️|neutral face|冷漠
😑|expressionless face|无语
😶|face without mouth|沉默
🫥|dotted line face|虚线脸
😶‍🌫️|face in clouds|迷茫
😏|smirking face|得意
😒|unamused face|不高兴
🙄|face with rolling eyes|翻白眼
😬|grimacing face|龇牙咧嘴
😮‍💨|face exhaling|呼气
🤥|lying face|说谎
😌|relieved face|松了口气
😔|pensive face|沉思
😪|sleepy face|困
🤤|drooling face|流口水
😴|sleeping face|睡着了
😷|face with medical mask|感冒
🤒|face with thermometer|发烧
🤕|face with head-bandage|受伤
🤢|nauseated face|恶心
🤮|face vomiting|呕吐
🤧|sneezing face|打喷嚏
🥵|hot face|脸发烧
🥶|cold face|冷脸
🥴|woozy face|头昏眼花
😵|face with crossed-out eyes|晕头转向
😵‍💫|face with spiral eyes|晕
🤯|exploding head|爆炸头
🤠|cowboy hat face|牛仔帽脸
🥳|partying face|聚会笑脸
🥸|disguised face|伪装的脸
😎|smiling face with sunglasses|墨镜笑脸
🤓|nerd face|书呆子脸
🧐|face with monocle|带单片眼镜的脸
😕|confused face|困扰
🫤|face with diagonal mouth|郁闷
😟|worried face|担心
🙁|slightly frowning face|微微不满
☹️|frowning face|不满
😮|face with open mouth|吃惊
😯|hushed face|缄默
😲|astonished face|震惊
😳|flushed face|脸红
🥺|pleading face|恳求的脸
🥹|face holding back tears|忍住泪水
😦|frowning face with open mouth|啊
😧|anguished face|极度痛苦
😨|fearful face|害怕
😰|anxious face with sweat|冷汗
😥|sad but relieved face|失望但如释重负
😢|crying face|哭
😭|loudly crying face|放声大哭
😱|face screaming in fear|吓死了
😖|confounded face|困惑
😣|persevering face|痛苦
😞|disappointed face|失望
😓|downcast face with sweat|汗
😩|weary face|累死了
😫|tired face|累
🥱|yawning face|打呵欠
😤|face with steam from nose|傲慢
😡|enraged face|怒火中烧
😠|angry face|生气
🤬|face with symbols on mouth|嘴上有符号的脸
😈|smiling face with horns|恶魔微笑
👿|angry face with horns|生气的恶魔
💀|skull|头骨
☠️|skull and crossbones|骷髅
💩|pile of poo|大便
🤡|clown face|小丑脸
👹|ogre|食人魔
👺|goblin|小妖精
👻|ghost|鬼
👽️|alien|外星人
👾|alien monster|外星怪物
🤖|robot|机器人
😺|grinning cat|大笑的猫
😸|grinning cat with smiling eyes|微笑的猫
😹|cat with tears of joy|笑出眼泪的猫
😻|smiling cat with heart-eyes|花痴的猫
😼|cat with wry smile|奸笑的猫
😽|kissing cat|亲亲猫
🙀|weary cat|疲倦的猫
😿|crying cat|哭泣的猫
😾|pouting cat|生气的猫
🙈|see-no-evil monkey|非礼勿视
🙉|hear-no-evil monkey|非礼勿听
🙊|speak-no-evil monkey|非礼勿言
💌|love letter|情书
💘|heart with arrow|心中箭了
💝|heart with ribbon|系有缎带的心
💖|sparkling heart|闪亮的心
💗|growing heart|搏动的心
💓|beating heart|心跳
💞|revolving hearts|舞动的心
💕|two hearts|两颗心
💟|heart decoration|心型装饰
❣️|heart exclamation|心叹号
💔|broken heart|心碎
❤️‍🔥|heart on fire|火上之心
❤️‍🩹|mending heart|修复受伤的心灵
❤️|red heart|红心
🧡|orange heart|橙心
💛|yellow heart|黄心
💚|green heart|绿心
💙|blue heart|蓝心
💜|purple heart|紫心
🤎|brown heart|棕心
🖤|black heart|黑心
🤍|white heart|白心
💋|kiss mark|唇印
💯|hundred points|一百分
💢|anger symbol|怒
💥|collision|爆炸
💫|dizzy|头晕
💦|sweat droplets|汗滴
💨|dashing away|尾气
🕳️|hole|洞
💬|speech balloon|话语气泡
👁️‍🗨️|eye in speech bubble|眼睛对话框
🗨️|left speech bubble|朝左的话语气泡
🗯️|right anger bubble|愤怒话语气泡
💭|thought balloon|内心活动气泡
💤|zzz|睡着`,
  `👋|waving hand|挥手
🤚|raised back of hand|立起的手背
🖐️|hand with fingers splayed|手掌
✋️|raised hand|举起手
🖖|vulcan salute|瓦肯举手礼
🫱|rightwards hand|向右的手
🫲|leftwards hand|向左的手
🫳|palm down hand|掌心向下的手
🫴|palm up hand|掌心向上的手
👌|ok hand|OK
🤌|pinched fingers|捏手指
🤏|pinching hand|捏合的手势
✌️|victory hand|胜利手势
🤞|crossed fingers|交叉的手指
🫰|hand with index finger and thumb crossed|食指与拇指交叉的手
🤟|love-you gesture|爱你的手势
🤘|sign of the horns|摇滚
🤙|call me hand|给我打电话
👈️|backhand index pointing left|反手食指向左指
👉️|backhand index pointing right|反手食指向右指
👆️|backhand index pointing up|反手食指向上指
🖕|middle finger|竖中指
👇️|backhand index pointing down|反手食指向下指
☝️|index pointing up|食指向上指
🫵|index pointing at the viewer|指向观察者的食指
👍️|thumbs up|拇指向上
👎️|thumbs down|拇指向下
✊️|raised fist|举起拳头
👊|oncoming fist|出拳
🤛|left-facing fist|朝左的拳头
🤜|right-facing fist|朝右的拳头
👏|clapping hands|鼓掌
🙌|raising hands|举双手
🫶|heart hands|做成心形的双手
👐|open hands|张开双手
🤲|palms up together|掌心向上托起
🤝|handshake|握手
🙏|folded hands|双手合十
✍️|writing hand|写字
💅|nail polish|涂指甲油
🤳|selfie|自拍
💪|flexed biceps|肌肉
🦾|mechanical arm|机械手臂
🦿|mechanical leg|机械腿
🦵|leg|腿
🦶|foot|脚
👂️|ear|耳朵
🦻|ear with hearing aid|戴助听器的耳朵
👃|nose|鼻子
🧠|brain|脑
🫀|anatomical heart|心脏器官
🫁|lungs|肺
🦷|tooth|牙齿
🦴|bone|骨头
👀|eyes|双眼
👁️|eye|眼睛
👅|tongue|舌头
👄|mouth|嘴
🫦|biting lip|咬住嘴唇
👶|baby|小宝贝
🧒|child|儿童
👦|boy|男孩
👧|girl|女孩
🧑|person|成人
👱|person: blond hair|金色头发的人
👨|man|男人
🧔|person: beard|有胡子的人
🧔‍♂️|man: beard|有络腮胡子的男人
🧔‍♀️|woman: beard|有络腮胡子的女人
👨‍🦰|man: red hair|男人: 红发
👨‍🦱|man: curly hair|男人: 卷发
👨‍🦳|man: white hair|男人: 白发
👨‍🦲|man: bald|男人: 秃顶
👩|woman|女人
👩‍🦰|woman: red hair|女人: 红发
🧑‍🦰|person: red hair|成人: 红发
👩‍🦱|woman: curly hair|女人: 卷发
🧑‍🦱|person: curly hair|成人: 卷发
👩‍🦳|woman: white hair|女人: 白发
🧑‍🦳|person: white hair|成人: 白发
👩‍🦲|woman: bald|女人: 秃顶
🧑‍🦲|person: bald|成人: 秃顶
👱‍♀️|woman: blond hair|金发女
👱‍♂️|man: blond hair|金发男
🧓|older person|老年人
👴|old man|老爷爷
👵|old woman|老奶奶
🙍|person frowning|皱眉
🙍‍♂️|man frowning|皱眉男
🙍‍♀️|woman frowning|皱眉女
🙎|person pouting|撅嘴
🙎‍♂️|man pouting|撅嘴男
🙎‍♀️|woman pouting|撅嘴女
🙅|person gesturing no|禁止手势
🙅‍♂️|man gesturing no|禁止手势男
🙅‍♀️|woman gesturing no|禁止手势女
🙆|person gesturing ok|OK手势
🙆‍♂️|man gesturing ok|OK手势男
🙆‍♀️|woman gesturing ok|OK手势女
💁|person tipping hand|前台
💁‍♂️|man tipping hand|前台男
💁‍♀️|woman tipping hand|前台女
🙋|person raising hand|举手
🙋‍♂️|man raising hand|男生举手
🙋‍♀️|woman raising hand|女生举手
🧏|deaf person|失聪者
🧏‍♂️|deaf man|失聪的男人
🧏‍♀️|deaf woman|失聪的女人
🙇|person bowing|鞠躬
🙇‍♂️|man bowing|男生鞠躬
🙇‍♀️|woman bowing|女生鞠躬
🤦|person facepalming|捂脸
🤦‍♂️|man facepalming|男生捂脸
🤦‍♀️|woman facepalming|女生捂脸
🤷|person shrugging|耸肩
🤷‍♂️|man shrugging|男生耸肩
🤷‍♀️|woman shrugging|女生耸肩
🧑‍⚕️|health worker|卫生工作者
👨‍⚕️|man health worker|男医生
👩‍⚕️|woman health worker|女医生
🧑‍🎓|student|学生
👨‍🎓|man student|男学生
👩‍🎓|woman student|女学生
🧑‍🏫|teacher|老师
👨‍🏫|man teacher|男老师
👩‍🏫|woman teacher|女老师
🧑‍⚖️|judge|法官
👨‍⚖️|man judge|男法官
👩‍⚖️|woman judge|女法官
🧑‍🌾|farmer|农民
👨‍🌾|man farmer|农夫
👩‍🌾|woman farmer|农妇
🧑‍🍳|cook|厨师
👨‍🍳|man cook|男厨师
👩‍🍳|woman cook|女厨师
🧑‍🔧|mechanic|技工
👨‍🔧|man mechanic|男技工
👩‍🔧|woman mechanic|女技工
🧑‍🏭|factory worker|工人
👨‍🏭|man factory worker|男工人
👩‍🏭|woman factory worker|女工人
🧑‍💼|office worker|白领
👨‍💼|man office worker|男白领
👩‍💼|woman office worker|女白领
🧑‍🔬|scientist|科学家
👨‍🔬|man scientist|男科学家
👩‍🔬|woman scientist|女科学家
🧑‍💻|technologist|程序员
👨‍💻|man technologist|男程序员
👩‍💻|woman technologist|女程序员
🧑‍🎤|singer|歌手
👨‍🎤|man singer|男歌手
👩‍🎤|woman singer|女歌手
🧑‍🎨|artist|艺术家
👨‍🎨|man artist|男艺术家
👩‍🎨|woman artist|女艺术家
🧑‍✈️|pilot|飞行员
👨‍✈️|man pilot|男飞行员
👩‍✈️|woman pilot|女飞行员
🧑‍🚀|astronaut|宇航员
👨‍🚀|man astronaut|男宇航员
👩‍🚀|woman astronaut|女宇航员
🧑‍🚒|firefighter|消防员
👨‍🚒|man firefighter|男消防员
👩‍🚒|woman firefighter|女消防员
👮|police officer|警察
👮‍♂️|man police officer|男警察
👮‍♀️|woman police officer|女警察
🕵️|detective|侦探
🕵️‍♂️|man detective|男侦探
🕵️‍♀️|woman detective|女侦探
💂|guard|卫兵
💂‍♂️|man guard|男卫兵
💂‍♀️|woman guard|女卫兵
🥷|ninja|忍者
👷|construction worker|建筑工人
👷‍♂️|man construction worker|男建筑工人
👷‍♀️|woman construction worker|女建筑工人
🫅|person with crown|戴王冠的人
🤴|prince|王子
👸|princess|公主
👳|person wearing turban|戴头巾的人
👳‍♂️|man wearing turban|戴头巾的男人
👳‍♀️|woman wearing turban|戴头巾的女人
👲|person with skullcap|戴瓜皮帽的人
🧕|woman with headscarf|带头饰的女人
🤵|person in tuxedo|穿燕尾服的人
🤵‍♂️|man in tuxedo|穿礼服的男人
🤵‍♀️|woman in tuxedo|穿礼服的女人
👰|person with veil|戴头纱的人
👰‍♂️|man with veil|戴头纱的男人
👰‍♀️|woman with veil|戴头纱的女人
🤰|pregnant woman|孕妇
🫃|pregnant man|怀孕的男人
🫄|pregnant person|怀孕的人
🤱|breast-feeding|母乳喂养
👩‍🍼|woman feeding baby|哺乳的女人
👨‍🍼|man feeding baby|哺乳的男人
🧑‍🍼|person feeding baby|哺乳的人
👼|baby angel|小天使
🎅|santa claus|圣诞老人
🤶|mrs. claus|圣诞奶奶
🧑‍🎄|mx claus|圣诞人
🦸|superhero|超级英雄
🦸‍♂️|man superhero|男超级英雄
🦸‍♀️|woman superhero|女超级英雄
🦹|supervillain|超级大坏蛋
🦹‍♂️|man supervillain|男超级大坏蛋
🦹‍♀️|woman supervillain|女超级大坏蛋
🧙|mage|法师
🧙‍♂️|man mage|男法师
🧙‍♀️|woman mage|女法师
🧚|fairy|精灵
🧚‍♂️|man fairy|仙人
🧚‍♀️|woman fairy|仙女
🧛|vampire|吸血鬼
🧛‍♂️|man vampire|男吸血鬼
🧛‍♀️|woman vampire|女吸血鬼
🧜|merperson|人鱼
🧜‍♂️|merman|男人鱼
🧜‍♀️|mermaid|美人鱼
🧝|elf|小精灵
🧝‍♂️|man elf|男小精灵
🧝‍♀️|woman elf|女小精灵
🧞|genie|妖怪
🧞‍♂️|man genie|男妖怪
🧞‍♀️|woman genie|女妖怪
🧟|zombie|僵尸
🧟‍♂️|man zombie|男僵尸
🧟‍♀️|woman zombie|女僵尸
🧌|troll|穴居巨怪
💆|person getting massage|按摩
💆‍♂️|man getting massage|男生按摩
💆‍♀️|woman getting massage|女生按摩
💇|person getting haircut|理发
💇‍♂️|man getting haircut|男生理发
💇‍♀️|woman getting haircut|女生理发
🚶|person walking|行人
🚶‍♂️|man walking|男行人
🚶‍♀️|woman walking|女行人
🧍|person standing|站立者
🧍‍♂️|man standing|站立的男人
🧍‍♀️|woman standing|站立的女人
🧎|person kneeling|下跪者
🧎‍♂️|man kneeling|跪下的男人
🧎‍♀️|woman kneeling|跪下的女人
🧑‍🦯|person with white cane|拄盲杖的人
👨‍🦯|man with white cane|拄盲杖的男人
👩‍🦯|woman with white cane|拄盲杖的女人
🧑‍🦼|person in motorized wheelchair|坐电动轮椅的人
👨‍🦼|man in motorized wheelchair|坐电动轮椅的男人
👩‍🦼|woman in motorized wheelchair|坐电动轮椅的女人
🧑‍🦽|person in manual wheelchair|坐手动轮椅的人
👨‍🦽|man in manual wheelchair|坐手动轮椅的男人
👩‍🦽|woman in manual wheelchair|坐手动轮椅的女人
🏃|person running|跑步者
🏃‍♂️|man running|男生跑步
🏃‍♀️|woman running|女生跑步
💃|woman dancing|跳舞的女人
🕺|man dancing|跳舞的男人
🕴️|person in suit levitating|西装革履的人
👯|people with bunny ears|戴兔耳朵的人
👯‍♂️|men with bunny ears|兔先生
👯‍♀️|women with bunny ears|兔女郎
🧖|person in steamy room|蒸房里的人
🧖‍♂️|man in steamy room|蒸房里的男人
🧖‍♀️|woman in steamy room|蒸房里的女人
🧗|person climbing|攀爬的人
🧗‍♂️|man climbing|攀爬的男人
🧗‍♀️|woman climbing|攀爬的女人
🤺|person fencing|击剑选手
🏇|horse racing|赛马
⛷️|skier|滑雪的人
🏂️|snowboarder|滑雪板
🏌️|person golfing|打高尔夫的人
🏌️‍♂️|man golfing|男生打高尔夫
🏌️‍♀️|woman golfing|女生打高尔夫
🏄️|person surfing|冲浪
🏄‍♂️|man surfing|男生冲浪
🏄‍♀️|woman surfing|女生冲浪
🚣|person rowing boat|划艇
🚣‍♂️|man rowing boat|男生划船
🚣‍♀️|woman rowing boat|女生划船
🏊️|person swimming|游泳
🏊‍♂️|man swimming|男生游泳
🏊‍♀️|woman swimming|女生游泳
⛹️|person bouncing ball|玩球
⛹️‍♂️|man bouncing ball|男生玩球
⛹️‍♀️|woman bouncing ball|女生玩球
🏋️|person lifting weights|举重
🏋️‍♂️|man lifting weights|男生举重
🏋️‍♀️|woman lifting weights|女生举重
🚴|person biking|骑自行车
🚴‍♂️|man biking|男生骑自行车
🚴‍♀️|woman biking|女生骑自行车
🚵|person mountain biking|骑山地车
🚵‍♂️|man mountain biking|男生骑山地车
🚵‍♀️|woman mountain biking|女生骑山地车
🤸|person cartwheeling|侧手翻
🤸‍♂️|man cartwheeling|男生侧手翻
🤸‍♀️|woman cartwheeling|女生侧手翻
🤼|people wrestling|摔跤选手
🤼‍♂️|men wrestling|男生摔跤
🤼‍♀️|women wrestling|女生摔跤
🤽|person playing water polo|水球
🤽‍♂️|man playing water polo|男生玩水球
🤽‍♀️|woman playing water polo|女生玩水球
🤾|person playing handball|手球
🤾‍♂️|man playing handball|男生玩手球
🤾‍♀️|woman playing handball|女生玩手球
🤹|person juggling|抛接杂耍
🤹‍♂️|man juggling|男生抛接杂耍
🤹‍♀️|woman juggling|女生抛接杂耍
🧘|person in lotus position|盘腿的人
🧘‍♂️|man in lotus position|盘腿的男人
🧘‍♀️|woman in lotus position|盘腿的女人
🛀|person taking bath|洗澡的人
🛌|person in bed|躺在床上的人
🧑‍🤝‍🧑|people holding hands|手拉手的两个人
👭|women holding hands|手拉手的两个女人
👫|woman and man holding hands|手拉手的一男一女
👬|men holding hands|手拉手的两个男人
💏|kiss|亲吻
👩‍❤️‍💋‍👨|kiss: woman, man|亲吻: 女人男人
👨‍❤️‍💋‍👨|kiss: man, man|亲吻: 男人男人
👩‍❤️‍💋‍👩|kiss: woman, woman|亲吻: 女人女人
💑|couple with heart|情侣
👩‍❤️‍👨|couple with heart: woman, man|情侣: 女人男人
👨‍❤️‍👨|couple with heart: man, man|情侣: 男人男人
👩‍❤️‍👩|couple with heart: woman, woman|情侣: 女人女人
👨‍👩‍👦|family: man, woman, boy|家庭: 男人女人男孩
👨‍👩‍👧|family: man, woman, girl|家庭: 男人女人女孩
👨‍👩‍👧‍👦|family: man, woman, girl, boy|家庭: 男人女人女孩男孩
👨‍👩‍👦‍👦|family: man, woman, boy, boy|家庭: 男人女人男孩男孩
👨‍👩‍👧‍👧|family: man, woman, girl, girl|家庭: 男人女人女孩女孩
👨‍👨‍👦|family: man, man, boy|家庭: 男人男人男孩
👨‍👨‍👧|family: man, man, girl|家庭: 男人男人女孩
👨‍👨‍👧‍👦|family: man, man, girl, boy|家庭: 男人男人女孩男孩
👨‍👨‍👦‍👦|family: man, man, boy, boy|家庭: 男人男人男孩男孩
👨‍👨‍👧‍👧|family: man, man, girl, girl|家庭: 男人男人女孩女孩
👩‍👩‍👦|family: woman, woman, boy|家庭: 女人女人男孩
👩‍👩‍👧|family: woman, woman, girl|家庭: 女人女人女孩
👩‍👩‍👧‍👦|family: woman, woman, girl, boy|家庭: 女人女人女孩男孩
👩‍👩‍👦‍👦|family: woman, woman, boy, boy|家庭: 女人女人男孩男孩
👩‍👩‍👧‍👧|family: woman, woman, girl, girl|家庭: 女人女人女孩女孩
👨‍👦|family: man, boy|家庭: 男人男孩
👨‍👦‍👦|family: man, boy, boy|家庭: 男人男孩男孩
👨‍👧|family: man, girl|家庭: 男人女孩
👨‍👧‍👦|family: man, girl, boy|家庭: 男人女孩男孩
👨‍👧‍👧|family: man, girl, girl|家庭: 男人女孩女孩
👩‍👦|family: woman, boy|家庭: 女人男孩
👩‍👦‍👦|family: woman, boy, boy|家庭: 女人男孩男孩
👩‍👧|family: woman, girl|家庭: 女人女孩
👩‍👧‍👦|family: woman, girl, boy|家庭: 女人女孩男孩
👩‍👧‍👧|family: woman, girl, girl|家庭: 女人女孩女孩
🗣️|speaking head|说话
👤|bust in silhouette|人像
👥|busts in silhouette|双人像
🫂|people hugging|人的拥抱
👪️|family|家庭
👣|footprints|脚印`,
  `🐵|monkey face|猴头
🐒|monkey|猴子
🦍|gorilla|大猩猩
🦧|orangutan|红毛猩猩
🐶|dog face|狗脸
🐕️|dog|狗
🦮|guide dog|导盲犬
🐕‍🦺|service dog|服务犬
🐩|poodle|贵宾犬
🐺|wolf|狼
🦊|fox|狐狸
🦝|raccoon|浣熊
🐱|cat face|猫脸
🐈️|cat|猫
🐈‍⬛|black cat|黑猫
🦁|lion|狮子
🐯|tiger face|老虎头
🐅|tiger|老虎
🐆|leopard|豹子
🐴|horse face|马头
🐎|horse|马
🦄|unicorn|独角兽
🦓|zebra|斑马
🦌|deer|鹿
🦬|bison|大野牛
🐮|cow face|奶牛头
🐂|ox|公牛
🐃|water buffalo|水牛
🐄|cow|奶牛
🐷|pig face|猪头
🐖|pig|猪
🐗|boar|野猪
🐽|pig nose|猪鼻子
🐏|ram|公羊
🐑|ewe|母羊
🐐|goat|山羊
🐪|camel|骆驼
🐫|two-hump camel|双峰骆驼
🦙|llama|美洲鸵
🦒|giraffe|长颈鹿
🐘|elephant|大象
🦣|mammoth|猛犸
🦏|rhinoceros|犀牛
🦛|hippopotamus|河马
🐭|mouse face|老鼠头
🐁|mouse|老鼠
🐀|rat|耗子
🐹|hamster|仓鼠
🐰|rabbit face|兔子头
🐇|rabbit|兔子
🐿️|chipmunk|松鼠
🦫|beaver|海狸
🦔|hedgehog|刺猬
🦇|bat|蝙蝠
🐻|bear|熊
🐻‍❄️|polar bear|北极熊
🐨|koala|考拉
🐼|panda|熊猫
🦥|sloth|树懒
🦦|otter|水獭
🦨|skunk|臭鼬
🦘|kangaroo|袋鼠
🦡|badger|獾
🐾|paw prints|爪印
🦃|turkey|火鸡
🐔|chicken|鸡
🐓|rooster|公鸡
🐣|hatching chick|小鸡破壳
🐤|baby chick|小鸡
🐥|front-facing baby chick|正面朝向的小鸡
🐦️|bird|鸟
🐧|penguin|企鹅
🕊️|dove|鸽
🦅|eagle|鹰
🦆|duck|鸭子
🦢|swan|天鹅
🦉|owl|猫头鹰
🦤|dodo|渡渡鸟
🪶|feather|羽毛
🦩|flamingo|火烈鸟
🦚|peacock|孔雀
🦜|parrot|鹦鹉
🐸|frog|青蛙
🐊|crocodile|鳄鱼
🐢|turtle|龟
🦎|lizard|蜥蜴
🐍|snake|蛇
🐲|dragon face|龙头
🐉|dragon|龙
🦕|sauropod|蜥蜴类
🦖|t-rex|霸王龙
🐳|spouting whale|喷水的鲸
🐋|whale|鲸鱼
🐬|dolphin|海豚
🦭|seal|海豹
🐟️|fish|鱼
🐠|tropical fish|热带鱼
🐡|blowfish|河豚
🦈|shark|鲨鱼
🐙|octopus|章鱼
🐚|spiral shell|海螺
🪸|coral|珊瑚
🦀|crab|蟹
🦞|lobster|龙虾
🦐|shrimp|虾
🦑|squid|乌贼
🦪|oyster|牡蛎
🐌|snail|蜗牛
🦋|butterfly|蝴蝶
🐛|bug|毛毛虫
🐜|ant|蚂蚁
🐝|honeybee|蜜蜂
🪲|beetle|甲虫
🐞|lady beetle|瓢虫
🦗|cricket|蟋蟀
🪳|cockroach|蟑螂
🕷️|spider|蜘蛛
🕸️|spider web|蜘蛛网
🦂|scorpion|蝎子
🦟|mosquito|蚊子
🪰|fly|苍蝇
🪱|worm|蠕虫
🦠|microbe|细菌
💐|bouquet|花束
🌸|cherry blossom|樱花
💮|white flower|白花
🪷|lotus|莲花
🏵️|rosette|圆形花饰
🌹|rose|玫瑰
🥀|wilted flower|枯萎的花
🌺|hibiscus|芙蓉
🌻|sunflower|向日葵
🌼|blossom|开花
🌷|tulip|郁金香
🌱|seedling|幼苗
🪴|potted plant|盆栽植物
🌲|evergreen tree|松树
🌳|deciduous tree|落叶树
🌴|palm tree|棕榈树
🌵|cactus|仙人掌
🌾|sheaf of rice|稻子
🌿|herb|药草
☘️|shamrock|三叶草
🍀|four leaf clover|四叶草
🍁|maple leaf|枫叶
🍂|fallen leaf|落叶
🍃|leaf fluttering in wind|风吹叶落
🪹|empty nest|空巢
🪺|nest with eggs|有蛋的巢
🍄|mushroom|蘑菇`,
  `🍇|grapes|葡萄
🍈|melon|甜瓜
🍉|watermelon|西瓜
🍊|tangerine|橘子
🍋|lemon|柠檬
🍌|banana|香蕉
🍍|pineapple|菠萝
🥭|mango|芒果
🍎|red apple|红苹果
🍏|green apple|青苹果
🍐|pear|梨
🍑|peach|桃
🍒|cherries|樱桃
🍓|strawberry|草莓
🫐|blueberries|蓝莓
🥝|kiwi fruit|猕猴桃
🍅|tomato|西红柿
🫒|olive|橄榄
🥥|coconut|椰子
🥑|avocado|鳄梨
🍆|eggplant|茄子
🥔|potato|土豆
🥕|carrot|胡萝卜
🌽|ear of corn|玉米
🌶️|hot pepper|红辣椒
🫑|bell pepper|灯笼椒
🥒|cucumber|黄瓜
🥬|leafy green|绿叶蔬菜
🥦|broccoli|西兰花
🧄|garlic|蒜
🧅|onion|洋葱
🥜|peanuts|花生
🫘|beans|豆
🌰|chestnut|栗子
🍞|bread|面包
🥐|croissant|羊角面包
🥖|baguette bread|法式长棍面包
🫓|flatbread|扁面包
🥨|pretzel|椒盐卷饼
🥯|bagel|面包圈
🥞|pancakes|烙饼
🧇|waffle|华夫饼
🧀|cheese wedge|芝士
🍖|meat on bone|排骨
🍗|poultry leg|家禽的腿
🥩|cut of meat|肉块
🥓|bacon|培根
🍔|hamburger|汉堡
🍟|french fries|薯条
🍕|pizza|披萨
🌭|hot dog|热狗
🥪|sandwich|三明治
🌮|taco|墨西哥卷饼
🌯|burrito|墨西哥玉米煎饼
🫔|tamale|墨西哥粽子
🥙|stuffed flatbread|夹心饼
🧆|falafel|炸豆丸子
🥚|egg|蛋
🍳|cooking|煎蛋
🥘|shallow pan of food|装有食物的浅底锅
🍲|pot of food|一锅食物
🫕|fondue|奶酪火锅
🥣|bowl with spoon|碗勺
🥗|green salad|绿色沙拉
🍿|popcorn|爆米花
🧈|butter|黄油
🧂|salt|盐
🥫|canned food|罐头食品
🍱|bento box|盒饭
🍘|rice cracker|米饼
🍙|rice ball|饭团
🍚|cooked rice|米饭
🍛|curry rice|咖喱饭
🍜|steaming bowl|面条
🍝|spaghetti|意粉
🍠|roasted sweet potato|烤红薯
🍢|oden|关东煮
🍣|sushi|寿司
🍤|fried shrimp|天妇罗
🍥|fish cake with swirl|鱼板
🥮|moon cake|月饼
🍡|dango|团子
🥟|dumpling|饺子
🥠|fortune cookie|幸运饼干
🥡|takeout box|外卖盒
🍦|soft ice cream|圆筒冰激凌
🍧|shaved ice|刨冰
🍨|ice cream|冰淇淋
🍩|doughnut|甜甜圈
🍪|cookie|饼干
🎂|birthday cake|生日蛋糕
🍰|shortcake|水果蛋糕
🧁|cupcake|纸杯蛋糕
🥧|pie|派
🍫|chocolate bar|巧克力
🍬|candy|糖
🍭|lollipop|棒棒糖
🍮|custard|奶黄
🍯|honey pot|蜂蜜
🍼|baby bottle|奶瓶
🥛|glass of milk|一杯奶
☕️|hot beverage|热饮
🫖|teapot|茶壶
🍵|teacup without handle|热茶
🍶|sake|清酒
🍾|bottle with popping cork|开香槟
🍷|wine glass|葡萄酒
🍸️|cocktail glass|鸡尾酒
🍹|tropical drink|热带水果饮料
🍺|beer mug|啤酒
🍻|clinking beer mugs|干杯
🥂|clinking glasses|碰杯
🥃|tumbler glass|平底杯
🫗|pouring liquid|倾倒液体
🥤|cup with straw|带吸管杯
🧋|bubble tea|珍珠奶茶
🧃|beverage box|饮料盒
🧉|mate|马黛茶
🧊|ice|冰块
🥢|chopsticks|筷子
🍽️|fork and knife with plate|餐具
🍴|fork and knife|刀叉
🥄|spoon|匙
🔪|kitchen knife|菜刀
🫙|jar|罐
🏺|amphora|双耳瓶`,
  `🌍️|globe showing europe-africa|地球上的欧洲非洲
🌎️|globe showing americas|地球上的美洲
🌏️|globe showing asia-australia|地球上的亚洲澳洲
🌐|globe with meridians|带经纬线的地球
🗺️|world map|世界地图
🗾|map of japan|日本地图
🧭|compass|指南针
🏔️|snow-capped mountain|雪山
⛰️|mountain|山
🌋|volcano|火山
🗻|mount fuji|富士山
🏕️|camping|露营
🏖️|beach with umbrella|沙滩伞
🏜️|desert|沙漠
🏝️|desert island|无人荒岛
🏞️|national park|国家公园
🏟️|stadium|体育馆
🏛️|classical building|古典建筑
🏗️|building construction|施工
🧱|brick|砖
🪨|rock|岩石
🪵|wood|木头
🛖|hut|小屋
🏘️|houses|房屋建筑
🏚️|derelict house|废墟
🏠️|house|房子
🏡|house with garden|别墅
🏢|office building|办公楼
🏣|japanese post office|日本邮局
🏤|post office|邮局
🏥|hospital|医院
🏦|bank|银行
🏨|hotel|酒店
🏩|love hotel|情人酒店
🏪|convenience store|便利店
🏫|school|学校
🏬|department store|商场
🏭️|factory|工厂
🏯|japanese castle|日本城堡
🏰|castle|欧洲城堡
💒|wedding|婚礼
🗼|tokyo tower|东京塔
🗽|statue of liberty|自由女神像
⛪️|church|教堂
🕌|mosque|清真寺
🛕|hindu temple|印度寺庙
🕍|synagogue|犹太教堂
⛩️|shinto shrine|神社
🕋|kaaba|克尔白
⛲️|fountain|喷泉
⛺️|tent|帐篷
🌁|foggy|有雾
🌃|night with stars|夜晚
🏙️|cityscape|城市风光
🌄|sunrise over mountains|山顶日出
🌅|sunrise|日出
🌆|cityscape at dusk|城市黄昏
🌇|sunset|日落
🌉|bridge at night|夜幕下的桥
♨️|hot springs|温泉
🎠|carousel horse|旋转木马
🛝|playground slide|游乐场滑梯
🎡|ferris wheel|摩天轮
🎢|roller coaster|过山车
💈|barber pole|理发店
🎪|circus tent|马戏团帐篷
🚂|locomotive|蒸汽火车
🚃|railway car|轨道车
🚄|high-speed train|高速列车
🚅|bullet train|子弹头高速列车
🚆|train|火车
🚇️|metro|地铁
🚈|light rail|轻轨
🚉|station|车站
🚊|tram|路面电车
🚝|monorail|单轨
🚞|mountain railway|山区铁路
🚋|tram car|有轨电车
🚌|bus|公交车
🚍️|oncoming bus|迎面驶来的公交车
🚎|trolleybus|无轨电车
🚐|minibus|小巴
🚑️|ambulance|救护车
🚒|fire engine|消防车
🚓|police car|警车
🚔️|oncoming police car|迎面驶来的警车
🚕|taxi|出租车
🚖|oncoming taxi|迎面驶来的出租车
🚗|automobile|汽车
🚘️|oncoming automobile|迎面驶来的汽车
🚙|sport utility vehicle|运动型多用途车
🛻|pickup truck|敞蓬小型载货卡车
🚚|delivery truck|货车
🚛|articulated lorry|铰接式货车
🚜|tractor|拖拉机
🏎️|racing car|赛车
🏍️|motorcycle|摩托车
🛵|motor scooter|小型摩托车
🦽|manual wheelchair|手动轮椅
🦼|motorized wheelchair|电动轮椅
🛺|auto rickshaw|三轮摩托车
🚲️|bicycle|自行车
🛴|kick scooter|滑板车
🛹|skateboard|滑板
🛼|roller skate|四轮滑冰鞋
🚏|bus stop|公交车站
🛣️|motorway|高速公路
🛤️|railway track|铁轨
🛢️|oil drum|石油桶
⛽️|fuel pump|油泵
🛞|wheel|车轮
🚨|police car light|警车灯
🚥|horizontal traffic light|横向的红绿灯
🚦|vertical traffic light|纵向的红绿灯
🛑|stop sign|停止标志
🚧|construction|路障
⚓️|anchor|锚
🛟|ring buoy|救生圈
⛵️|sailboat|帆船
🛶|canoe|独木舟
🚤|speedboat|快艇
🛳️|passenger ship|客轮
⛴️|ferry|渡轮
🛥️|motor boat|摩托艇
🚢|ship|船
✈️|airplane|飞机
🛩️|small airplane|小型飞机
🛫|airplane departure|航班起飞
🛬|airplane arrival|航班降落
🪂|parachute|降落伞
💺|seat|座位
🚁|helicopter|直升机
🚟|suspension railway|空轨
🚠|mountain cableway|缆车
🚡|aerial tramway|索道
🛰️|satellite|卫星
🚀|rocket|火箭
🛸|flying saucer|飞碟
🛎️|bellhop bell|服务铃
🧳|luggage|行李箱
⌛️|hourglass done|沙漏
⏳️|hourglass not done|沙正往下流的沙漏
⌚️|watch|手表
⏰️|alarm clock|闹钟
⏱️|stopwatch|秒表
⏲️|timer clock|定时器
🕰️|mantelpiece clock|座钟
🕛️|twelve o’clock|十二点
🕧️|twelve-thirty|十二点半
🕐️|one o’clock|一点
🕜️|one-thirty|一点半
🕑️|two o’clock|两点
🕝️|two-thirty|两点半
🕒️|three o’clock|三点
🕞️|three-thirty|三点半
🕓️|four o’clock|四点
🕟️|four-thirty|四点半
🕔️|five o’clock|五点
🕠️|five-thirty|五点半
🕕️|six o’clock|六点
🕡️|six-thirty|六点半
🕖️|seven o’clock|七点
🕢️|seven-thirty|七点半
🕗️|eight o’clock|八点
🕣️|eight-thirty|八点半
🕘️|nine o’clock|九点
🕤️|nine-thirty|九点半
🕙️|ten o’clock|十点
🕥️|ten-thirty|十点半
🕚️|eleven o’clock|十一点
🕦️|eleven-thirty|十一点半
🌑|new moon|朔月
🌒|waxing crescent moon|蛾眉月
🌓|first quarter moon|上弦月
🌔|waxing gibbous moon|盈凸月
🌕️|full moon|满月
🌖|waning gibbous moon|亏凸月
🌗|last quarter moon|下弦月
🌘|waning crescent moon|残月
🌙|crescent moon|弯月
🌚|new moon face|微笑的朔月
🌛|first quarter moon face|微笑的上弦月
🌜️|last quarter moon face|微笑的下弦月
🌡️|thermometer|温度计
☀️|sun|太阳
🌝|full moon face|微笑的月亮
🌞|sun with face|微笑的太阳
🪐|ringed planet|有环行星
⭐️|star|星星
🌟|glowing star|闪亮的星星
🌠|shooting star|流星
🌌|milky way|银河
☁️|cloud|云
⛅️|sun behind cloud|阴
⛈️|cloud with lightning and rain|雷阵雨
🌤️|sun behind small cloud|晴偶有云
🌥️|sun behind large cloud|多云
🌦️|sun behind rain cloud|晴转雨
🌧️|cloud with rain|下雨
🌨️|cloud with snow|下雪
🌩️|cloud with lightning|打雷
🌪️|tornado|龙卷风
🌫️|fog|雾
🌬️|wind face|大风
🌀|cyclone|台风
🌈|rainbow|彩虹
🌂|closed umbrella|收起的伞
☂️|umbrella|伞
☔️|umbrella with rain drops|雨伞
⛱️|umbrella on ground|阳伞
⚡️|high voltage|高压
❄️|snowflake|雪花
☃️|snowman|雪与雪人
⛄️|snowman without snow|雪人
☄️|comet|彗星
🔥|fire|火焰
💧|droplet|水滴
🌊|water wave|浪花`,
  `🎃|jack-o-lantern|南瓜灯
🎄|christmas tree|圣诞树
🎆|fireworks|焰火
🎇|sparkler|烟花
🧨|firecracker|爆竹
✨️|sparkles|闪亮
🎈|balloon|气球
🎉|party popper|拉炮彩带
🎊|confetti ball|五彩纸屑球
🎋|tanabata tree|七夕树
🎍|pine decoration|门松
🎎|japanese dolls|日本人形
🎏|carp streamer|鲤鱼旗
🎐|wind chime|风铃
🎑|moon viewing ceremony|赏月
🧧|red envelope|红包
🎀|ribbon|蝴蝶结
🎁|wrapped gift|礼物
🎗️|reminder ribbon|提示丝带
🎟️|admission tickets|入场券
🎫|ticket|票
🎖️|military medal|军功章
🏆️|trophy|奖杯
🏅|sports medal|奖牌
🥇|1st place medal|金牌
🥈|2nd place medal|银牌
🥉|3rd place medal|铜牌
⚽️|soccer ball|足球
⚾️|baseball|棒球
🥎|softball|垒球
🏀|basketball|篮球
🏐|volleyball|排球
🏈|american football|美式橄榄球
🏉|rugby football|英式橄榄球
🎾|tennis|网球
🥏|flying disc|飞盘
🎳|bowling|保龄球
🏏|cricket game|板球
🏑|field hockey|曲棍球
🏒|ice hockey|冰球
🥍|lacrosse|袋棍球
🏓|ping pong|乒乓球
🏸|badminton|羽毛球
🥊|boxing glove|拳击手套
🥋|martial arts uniform|练武服
🥅|goal net|球门
⛳️|flag in hole|高尔夫球洞
⛸️|ice skate|滑冰
🎣|fishing pole|钓鱼竿
🤿|diving mask|潜水面罩
🎽|running shirt|运动背心
🎿|skis|滑雪
🛷|sled|雪橇
🥌|curling stone|冰壶
🎯|bullseye|正中靶心的飞镖
🪀|yo-yo|悠悠球
🪁|kite|风筝
🔫|water pistol|水枪
🎱|pool 8 ball|台球
🔮|crystal ball|水晶球
🪄|magic wand|魔棒
🎮️|video game|游戏手柄
🕹️|joystick|游戏操控杆
🎰|slot machine|老虎机
🎲|game die|骰子
🧩|puzzle piece|拼图
🧸|teddy bear|泰迪熊
🪅|piñata|彩罐
🪩|mirror ball|镜球
🪆|nesting dolls|套娃
♠️|spade suit|黑桃
♥️|heart suit|红桃
♦️|diamond suit|方片
♣️|club suit|梅花
♟️|chess pawn|兵
🃏|joker|大小王
🀄️|mahjong red dragon|红中
🎴|flower playing cards|花札
🎭️|performing arts|表演艺术
🖼️|framed picture|带框的画
🎨|artist palette|调色盘
🧵|thread|线
🪡|sewing needle|缝合针
🧶|yarn|毛线
🪢|knot|结`,
  `👓️|glasses|眼镜
🕶️|sunglasses|墨镜
🥽|goggles|护目镜
🥼|lab coat|白大褂
🦺|safety vest|救生衣
👔|necktie|领带
👕|t-shirt|T恤
👖|jeans|牛仔裤
🧣|scarf|围巾
🧤|gloves|手套
🧥|coat|外套
🧦|socks|袜子
👗|dress|连衣裙
👘|kimono|和服
🥻|sari|纱丽
🩱|one-piece swimsuit|连体泳衣
🩲|briefs|三角裤
🩳|shorts|短裤
👙|bikini|比基尼
👚|woman’s clothes|女装
👛|purse|钱包
👜|handbag|手提包
👝|clutch bag|手袋
🛍️|shopping bags|购物袋
🎒|backpack|书包
🩴|thong sandal|夹趾凉鞋
👞|man’s shoe|男鞋
👟|running shoe|跑鞋
🥾|hiking boot|登山鞋
🥿|flat shoe|平底鞋
👠|high-heeled shoe|高跟鞋
👡|woman’s sandal|女式凉鞋
🩰|ballet shoes|芭蕾舞鞋
👢|woman’s boot|女靴
👑|crown|皇冠
👒|woman’s hat|女帽
🎩|top hat|礼帽
🎓️|graduation cap|毕业帽
🧢|billed cap|鸭舌帽
🪖|military helmet|军用头盔
⛑️|rescue worker’s helmet|白十字头盔
📿|prayer beads|念珠
💄|lipstick|唇膏
💍|ring|戒指
💎|gem stone|宝石
🔇|muted speaker|已静音的扬声器
🔈️|speaker low volume|低音量的扬声器
🔉|speaker medium volume|中等音量的扬声器
🔊|speaker high volume|高音量的扬声器
📢|loudspeaker|喇叭
📣|megaphone|扩音器
📯|postal horn|邮号
🔔|bell|铃铛
🔕|bell with slash|禁止响铃
🎼|musical score|乐谱
🎵|musical note|音符
🎶|musical notes|多个音符
🎙️|studio microphone|录音室麦克风
🎚️|level slider|电平滑块
🎛️|control knobs|控制旋钮
🎤|microphone|麦克风
🎧️|headphone|耳机
📻️|radio|收音机
🎷|saxophone|萨克斯管
🎺|trumpet|小号
🪗|accordion|手风琴
🎸|guitar|吉他
🎹|musical keyboard|音乐键盘
🎻|violin|小提琴
🪕|banjo|班卓琴
🥁|drum|鼓
🪘|long drum|长鼓
📱|mobile phone|手机
📲|mobile phone with arrow|带有箭头的手机
☎️|telephone|电话
📞|telephone receiver|电话听筒
📟️|pager|寻呼机
📠|fax machine|传真机
🔋|battery|电池
🪫|low battery|电池电量不足
🔌|electric plug|电源插头
💻️|laptop|笔记本电脑
🖥️|desktop computer|台式电脑
🖨️|printer|打印机
⌨️|keyboard|键盘
🖱️|computer mouse|电脑鼠标
🖲️|trackball|轨迹球
💽|computer disk|电脑光盘
💾|floppy disk|软盘
💿️|optical disk|光盘
📀|dvd|DVD
🧮|abacus|算盘
🎥|movie camera|电影摄影机
🎞️|film frames|影片帧
📽️|film projector|电影放映机
🎬️|clapper board|场记板
📺️|television|电视机
📷️|camera|相机
📸|camera with flash|开闪光灯的相机
📹️|video camera|摄像机
📼|videocassette|录像带
🔍️|magnifying glass tilted left|左斜的放大镜
🔎|magnifying glass tilted right|右斜的放大镜
🕯️|candle|蜡烛
💡|light bulb|灯泡
🔦|flashlight|手电筒
🏮|red paper lantern|红灯笼
🪔|diya lamp|印度油灯
📔|notebook with decorative cover|精装笔记本
📕|closed book|合上的书本
📖|open book|打开的书本
📗|green book|绿色书本
📘|blue book|蓝色书本
📙|orange book|橙色书本
📚️|books|书
📓|notebook|笔记本
📒|ledger|账本
📃|page with curl|带卷边的页面
📜|scroll|卷轴
📄|page facing up|文件
📰|newspaper|报纸
🗞️|rolled-up newspaper|报纸卷
📑|bookmark tabs|标签页
🔖|bookmark|书签
🏷️|label|标签
🪙|coin|硬币
💰️|money bag|钱袋
💴|yen banknote|日元
💵|dollar banknote|美元
💶|euro banknote|欧元
💷|pound banknote|英镑
💸|money with wings|长翅膀的钱
💳️|credit card|信用卡
🧾|receipt|收据
💹|chart increasing with yen|趋势向上且带有日元符号的图表
✉️|envelope|信封
📧|e-mail|电子邮件
📨|incoming envelope|来信
📩|envelope with arrow|收邮件
📤️|outbox tray|发件箱
📥️|inbox tray|收件箱
📦️|package|包裹
📫️|closed mailbox with raised flag|有待收信件
📪️|closed mailbox with lowered flag|无待收信件
📬️|open mailbox with raised flag|有新信件
📭️|open mailbox with lowered flag|无新信件
📮|postbox|邮筒
🗳️|ballot box with ballot|投票箱
✏️|pencil|铅笔
✒️|black nib|钢笔尖
🖋️|fountain pen|钢笔
🖊️|pen|笔
🖌️|paintbrush|画笔
🖍️|crayon|蜡笔
📝|memo|备忘录
💼|briefcase|公文包
📁|file folder|文件夹
📂|open file folder|打开的文件夹
🗂️|card index dividers|索引分隔文件夹
📅|calendar|日历
📆|tear-off calendar|手撕日历
🗒️|spiral notepad|线圈本
🗓️|spiral calendar|线圈日历
📇|card index|卡片索引
📈|chart increasing|趋势向上的图表
📉|chart decreasing|趋势向下的图表
📊|bar chart|条形图
📋️|clipboard|剪贴板
📌|pushpin|图钉
📍|round pushpin|圆图钉
📎|paperclip|回形针
🖇️|linked paperclips|连起来的两个回形针
📏|straight ruler|直尺
📐|triangular ruler|三角尺
✂️|scissors|剪刀
🗃️|card file box|卡片盒
🗄️|file cabinet|文件柜
🗑️|wastebasket|垃圾桶
🔒️|locked|合上的锁
🔓️|unlocked|打开的锁
🔏|locked with pen|墨水笔和锁
🔐|locked with key|钥匙和锁
🔑|key|钥匙
🗝️|old key|老式钥匙
🔨|hammer|锤子
🪓|axe|斧头
⛏️|pick|铁镐
⚒️|hammer and pick|锤子与镐
🛠️|hammer and wrench|锤子与扳手
🗡️|dagger|匕首
⚔️|crossed swords|交叉放置的剑
💣️|bomb|炸弹
🪃|boomerang|回旋镖
🏹|bow and arrow|弓和箭
🛡️|shield|盾牌
🪚|carpentry saw|木工锯
🔧|wrench|扳手
🪛|screwdriver|螺丝刀
🔩|nut and bolt|螺母与螺栓
⚙️|gear|齿轮
🗜️|clamp|夹钳
⚖️|balance scale|天平
🦯|white cane|盲杖
🔗|link|链接
⛓️|chains|链条
🪝|hook|挂钩
🧰|toolbox|工具箱
🧲|magnet|磁铁
🪜|ladder|梯子
⚗️|alembic|蒸馏器
🧪|test tube|试管
🧫|petri dish|培养皿
🧬|dna|DNA
🔬|microscope|显微镜
🔭|telescope|望远镜
📡|satellite antenna|卫星天线
💉|syringe|注射器
🩸|drop of blood|血滴
💊|pill|药丸
🩹|adhesive bandage|创可贴
🩼|crutch|拐杖
🩺|stethoscope|听诊器
🩻|x-ray|X射线
🚪|door|门
🛗|elevator|电梯
🪞|mirror|镜子
🪟|window|窗户
🛏️|bed|床
🛋️|couch and lamp|沙发和灯
🪑|chair|椅子
🚽|toilet|马桶
🪠|plunger|活塞
🚿|shower|淋浴
🛁|bathtub|浴缸
🪤|mouse trap|捕鼠器
🪒|razor|剃须刀
🧴|lotion bottle|乳液瓶
🧷|safety pin|安全别针
🧹|broom|扫帚
🧺|basket|筐
🧻|roll of paper|卷纸
🪣|bucket|桶
🧼|soap|皂
🫧|bubbles|气泡
🪥|toothbrush|牙刷
🧽|sponge|海绵
🧯|fire extinguisher|灭火器
🛒|shopping cart|购物车
🚬|cigarette|香烟
⚰️|coffin|棺材
🪦|headstone|墓碑
⚱️|funeral urn|骨灰缸
🧿|nazar amulet|纳扎尔护身符
🪬|hamsa|法蒂玛之手
🗿|moai|摩埃
🪧|placard|标语牌
🪪|identification card|身份证`,
  `🏧|atm sign|取款机
🚮|litter in bin sign|倒垃圾
🚰|potable water|饮用水
♿️|wheelchair symbol|轮椅标识
🚹️|men’s room|男厕
🚺️|women’s room|女厕
🚻|restroom|卫生间
🚼️|baby symbol|宝宝
🚾|water closet|厕所
🛂|passport control|护照检查
🛃|customs|海关
🛄|baggage claim|提取行李
🛅|left luggage|寄存行李
⚠️|warning|警告
🚸|children crossing|儿童过街
⛔️|no entry|禁止通行
🚫|prohibited|禁止
🚳|no bicycles|禁止自行车
🚭️|no smoking|禁止吸烟
🚯|no littering|禁止乱扔垃圾
🚱|non-potable water|非饮用水
🚷|no pedestrians|禁止行人通行
📵|no mobile phones|禁止使用手机
🔞|no one under eighteen|18禁
☢️|radioactive|辐射
☣️|biohazard|生物危害
⬆️|up arrow|向上箭头
↗️|up-right arrow|右上箭头
➡️|right arrow|向右箭头
↘️|down-right arrow|右下箭头
⬇️|down arrow|向下箭头
↙️|down-left arrow|左下箭头
⬅️|left arrow|向左箭头
↖️|up-left arrow|左上箭头
↕️|up-down arrow|上下箭头
↔️|left-right arrow|左右箭头
↩️|right arrow curving left|右转弯箭头
↪️|left arrow curving right|左转弯箭头
⤴️|right arrow curving up|右上弯箭头
⤵️|right arrow curving down|右下弯箭头
🔃|clockwise vertical arrows|顺时针垂直箭头
🔄|counterclockwise arrows button|逆时针箭头按钮
🔙|back arrow|返回箭头
🔚|end arrow|结束箭头
🔛|on! arrow|ON! 箭头
🔜|soon arrow|SOON 箭头
🔝|top arrow|置顶
🛐|place of worship|宗教场所
⚛️|atom symbol|原子符号
🕉️|om|奥姆
✡️|star of david|六芒星
☸️|wheel of dharma|法轮
☯️|yin yang|阴阳
✝️|latin cross|十字架
☦️|orthodox cross|东正教十字架
☪️|star and crescent|星月
☮️|peace symbol|和平符号
🕎|menorah|烛台
🔯|dotted six-pointed star|带中间点的六芒星
♈️|aries|白羊座
♉️|taurus|金牛座
♊️|gemini|双子座
♋️|cancer|巨蟹座
♌️|leo|狮子座
♍️|virgo|处女座
♎️|libra|天秤座
♏️|scorpio|天蝎座
♐️|sagittarius|射手座
♑️|capricorn|摩羯座
♒️|aquarius|水瓶座
♓️|pisces|双鱼座
⛎️|ophiuchus|蛇夫座
🔀|shuffle tracks button|随机播放音轨按钮
🔁|repeat button|重复按钮
🔂|repeat single button|重复一次按钮
▶️|play button|播放按钮
⏩️|fast-forward button|快进按钮
⏭️|next track button|下一个音轨按钮
⏯️|play or pause button|播放或暂停按钮
◀️|reverse button|倒退按钮
⏪️|fast reverse button|快退按钮
⏮️|last track button|上一个音轨按钮
🔼|upwards button|向上三角形按钮
⏫️|fast up button|快速上升按钮
🔽|downwards button|向下三角形按钮
⏬️|fast down button|快速下降按钮
⏸️|pause button|暂停按钮
⏹️|stop button|停止按钮
⏺️|record button|录制按钮
⏏️|eject button|推出按钮
🎦|cinema|电影院
🔅|dim button|低亮度按钮
🔆|bright button|高亮度按钮
📶|antenna bars|信号强度条
📳|vibration mode|振动模式
📴|mobile phone off|手机关机
♀️|female sign|女性符号
♂️|male sign|男性符号
⚧️|transgender symbol|跨性别符号
✖️|multiply|乘
➕️|plus|加
➖️|minus|减
➗️|divide|除
🟰|heavy equals sign|粗等号
♾️|infinity|无穷大
‼️|double exclamation mark|双感叹号
⁉️|exclamation question mark|感叹疑问号
❓️|red question mark|红色问号
❔️|white question mark|白色问号
❕️|white exclamation mark|白色感叹号
❗️|red exclamation mark|红色感叹号
〰️|wavy dash|波浪型破折号
💱|currency exchange|货币兑换
💲|heavy dollar sign|粗美元符号
⚕️|medical symbol|医疗标志
♻️|recycling symbol|回收标志
⚜️|fleur-de-lis|百合花饰
🔱|trident emblem|三叉戟徽章
📛|name badge|姓名牌
🔰|japanese symbol for beginner|日本新手驾驶标志
⭕️|hollow red circle|红色空心圆圈
✅️|check mark button|勾号按钮
☑️|check box with check|勾选框
✔️|check mark|勾号
❌️|cross mark|叉号
❎️|cross mark button|叉号按钮
➰️|curly loop|卷曲环
➿️|double curly loop|双卷曲环
〽️|part alternation mark|庵点
✳️|eight-spoked asterisk|八轮辐星号
✴️|eight-pointed star|八角星
❇️|sparkle|火花
©️|copyright|版权
®️|registered|注册
™️|trade mark|商标
#️⃣|keycap: #|按键: #
*️⃣|keycap: *|按键: *
0️⃣|keycap: 0|按键: 0
1️⃣|keycap: 1|按键: 1
2️⃣|keycap: 2|按键: 2
3️⃣|keycap: 3|按键: 3
4️⃣|keycap: 4|按键: 4
5️⃣|keycap: 5|按键: 5
6️⃣|keycap: 6|按键: 6
7️⃣|keycap: 7|按键: 7
8️⃣|keycap: 8|按键: 8
9️⃣|keycap: 9|按键: 9
🔟|keycap: 10|按键: 10
🔠|input latin uppercase|输入大写拉丁字母
🔡|input latin lowercase|输入小写拉丁字母
🔢|input numbers|输入数字
🔣|input symbols|输入符号
🔤|input latin letters|输入拉丁字母
🅰️|a button (blood type)|A型血
🆎|ab button (blood type)|AB型血
🅱️|b button (blood type)|B型血
🆑|cl button|CL按钮
🆒|cool button|cool按钮
🆓|free button|免费按钮
ℹ️|information|信息
🆔|id button|ID按钮
Ⓜ️|circled m|圆圈包围的M
🆕|new button|new按钮
🆖|ng button|NG按钮
🅾️|o button (blood type)|O 型血
🆗|ok button|OK按钮
🅿️|p button|停车按钮
🆘|sos button|SOS按钮
🆙|up! button|up按钮
🆚|vs button|VS按钮
🈁|japanese “here” button|日文的“这里”按钮
🈂️|japanese “service charge” button|日文的“服务费”按钮
🈷️|japanese “monthly amount” button|日文的“月总量”按钮
🈶|japanese “not free of charge” button|日文的“收费”按钮
🈯️|japanese “reserved” button|日文的“预留”按钮
🉐|japanese “bargain” button|日文的“议价”按钮
🈹|japanese “discount” button|日文的“打折”按钮
🈚️|japanese “free of charge” button|日文的“免费”按钮
🈲|japanese “prohibited” button|日文的“禁止”按钮
🉑|japanese “acceptable” button|日文的“可接受”按钮
🈸|japanese “application” button|日文的“申请”按钮
🈴|japanese “passing grade” button|日文的“合格”按钮
🈳|japanese “vacancy” button|日文的“有空位”按钮
㊗️|japanese “congratulations” button|日文的“祝贺”按钮
㊙️|japanese “secret” button|日文的“秘密”按钮
🈺|japanese “open for business” button|日文的“开始营业”按钮
🈵|japanese “no vacancy” button|日文的“没有空位”按钮
🔴|red circle|红色圆
🟠|orange circle|橙色圆
🟡|yellow circle|黄色圆
🟢|green circle|绿色圆
🔵|blue circle|蓝色圆
🟣|purple circle|紫色圆
🟤|brown circle|棕色圆
⚫️|black circle|黑色圆
⚪️|white circle|白色圆
🟥|red square|红色方块
🟧|orange square|橙色方块
🟨|yellow square|黄色方块
🟩|green square|绿色方块
🟦|blue square|蓝色方块
🟪|purple square|紫色方块
🟫|brown square|棕色方块
⬛️|black large square|黑线大方框
⬜️|white large square|白线大方框
◼️|black medium square|黑色中方块
◻️|white medium square|白色中方块
◾️|black medium-small square|黑色中小方块
◽️|white medium-small square|白色中小方块
▪️|black small square|黑色小方块
▫️|white small square|白色小方块
🔶|large orange diamond|橙色大菱形
🔷|large blue diamond|蓝色大菱形
🔸|small orange diamond|橙色小菱形
🔹|small blue diamond|蓝色小菱形
🔺|red triangle pointed up|红色正三角
🔻|red triangle pointed down|红色倒三角
💠|diamond with a dot|带圆点的菱形
🔘|radio button|单选按钮
🔳|white square button|白色方形按钮
🔲|black square button|黑色方形按钮`,
  `🏁|chequered flag|黑白方格旗
🚩|triangular flag|三角旗
🎌|crossed flags|交叉旗
🏴|black flag|黑旗
🏳️|white flag|白旗
🏳️‍🌈|rainbow flag|彩虹旗
🏳️‍⚧️|transgender flag|跨性别旗
🏴‍☠️|pirate flag|海盗旗
🇦🇨|flag: ascension island|旗: 阿森松岛
🇦🇩|flag: andorra|旗: 安道尔
🇦🇪|flag: united arab emirates|旗: 阿拉伯联合酋长国
🇦🇫|flag: afghanistan|旗: 阿富汗
🇦🇬|flag: antigua & barbuda|旗: 安提瓜和巴布达
🇦🇮|flag: anguilla|旗: 安圭拉
🇦🇱|flag: albania|旗: 阿尔巴尼亚
🇦🇲|flag: armenia|旗: 亚美尼亚
🇦🇴|flag: angola|旗: 安哥拉
🇦🇶|flag: antarctica|旗: 南极洲
🇦🇷|flag: argentina|旗: 阿根廷
🇦🇸|flag: american samoa|旗: 美属萨摩亚
🇦🇹|flag: austria|旗: 奥地利
🇦🇺|flag: australia|旗: 澳大利亚
🇦🇼|flag: aruba|旗: 阿鲁巴
🇦🇽|flag: åland islands|旗: 奥兰群岛
🇦🇿|flag: azerbaijan|旗: 阿塞拜疆
🇧🇦|flag: bosnia & herzegovina|旗: 波斯尼亚和黑塞哥维那
🇧🇧|flag: barbados|旗: 巴巴多斯
🇧🇩|flag: bangladesh|旗: 孟加拉国
🇧🇪|flag: belgium|旗: 比利时
🇧🇫|flag: burkina faso|旗: 布基纳法索
🇧🇬|flag: bulgaria|旗: 保加利亚
🇧🇭|flag: bahrain|旗: 巴林
🇧🇮|flag: burundi|旗: 布隆迪
🇧🇯|flag: benin|旗: 贝宁
🇧🇱|flag: st. barthélemy|旗: 圣巴泰勒米
🇧🇲|flag: bermuda|旗: 百慕大
🇧🇳|flag: brunei|旗: 文莱
🇧🇴|flag: bolivia|旗: 玻利维亚
🇧🇶|flag: caribbean netherlands|旗: 荷属加勒比区
🇧🇷|flag: brazil|旗: 巴西
🇧🇸|flag: bahamas|旗: 巴哈马
🇧🇹|flag: bhutan|旗: 不丹
🇧🇻|flag: bouvet island|旗: 布韦岛
🇧🇼|flag: botswana|旗: 博茨瓦纳
🇧🇾|flag: belarus|旗: 白俄罗斯
🇧🇿|flag: belize|旗: 伯利兹
🇨🇦|flag: canada|旗: 加拿大
🇨🇨|flag: cocos (keeling) islands|旗: 科科斯（基林）群岛
🇨🇩|flag: congo - kinshasa|旗: 刚果（金）
🇨🇫|flag: central african republic|旗: 中非共和国
🇨🇬|flag: congo - brazzaville|旗: 刚果（布）
🇨🇭|flag: switzerland|旗: 瑞士
🇨🇮|flag: côte d’ivoire|旗: 科特迪瓦
🇨🇰|flag: cook islands|旗: 库克群岛
🇨🇱|flag: chile|旗: 智利
🇨🇲|flag: cameroon|旗: 喀麦隆
🇨🇳|flag: china|旗: 中国
🇨🇴|flag: colombia|旗: 哥伦比亚
🇨🇵|flag: clipperton island|旗: 克利珀顿岛
🇨🇷|flag: costa rica|旗: 哥斯达黎加
🇨🇺|flag: cuba|旗: 古巴
🇨🇻|flag: cape verde|旗: 佛得角
🇨🇼|flag: curaçao|旗: 库拉索
🇨🇽|flag: christmas island|旗: 圣诞岛
🇨🇾|flag: cyprus|旗: 塞浦路斯
🇨🇿|flag: czechia|旗: 捷克
🇩🇪|flag: germany|旗: 德国
🇩🇬|flag: diego garcia|旗: 迪戈加西亚岛
🇩🇯|flag: djibouti|旗: 吉布提
🇩🇰|flag: denmark|旗: 丹麦
🇩🇲|flag: dominica|旗: 多米尼克
🇩🇴|flag: dominican republic|旗: 多米尼加共和国
🇩🇿|flag: algeria|旗: 阿尔及利亚
🇪🇦|flag: ceuta & melilla|旗: 休达及梅利利亚
🇪🇨|flag: ecuador|旗: 厄瓜多尔
🇪🇪|flag: estonia|旗: 爱沙尼亚
🇪🇬|flag: egypt|旗: 埃及
🇪🇭|flag: western sahara|旗: 西撒哈拉
🇪🇷|flag: eritrea|旗: 厄立特里亚
🇪🇸|flag: spain|旗: 西班牙
🇪🇹|flag: ethiopia|旗: 埃塞俄比亚
🇪🇺|flag: european union|旗: 欧盟
🇫🇮|flag: finland|旗: 芬兰
🇫🇯|flag: fiji|旗: 斐济
🇫🇰|flag: falkland islands|旗: 福克兰群岛
🇫🇲|flag: micronesia|旗: 密克罗尼西亚
🇫🇴|flag: faroe islands|旗: 法罗群岛
🇫🇷|flag: france|旗: 法国
🇬🇦|flag: gabon|旗: 加蓬
🇬🇧|flag: united kingdom|旗: 英国
🇬🇩|flag: grenada|旗: 格林纳达
🇬🇪|flag: georgia|旗: 格鲁吉亚
🇬🇫|flag: french guiana|旗: 法属圭亚那
🇬🇬|flag: guernsey|旗: 根西岛
🇬🇭|flag: ghana|旗: 加纳
🇬🇮|flag: gibraltar|旗: 直布罗陀
🇬🇱|flag: greenland|旗: 格陵兰
🇬🇲|flag: gambia|旗: 冈比亚
🇬🇳|flag: guinea|旗: 几内亚
🇬🇵|flag: guadeloupe|旗: 瓜德罗普
🇬🇶|flag: equatorial guinea|旗: 赤道几内亚
🇬🇷|flag: greece|旗: 希腊
🇬🇸|flag: south georgia & south sandwich islands|旗: 南乔治亚和南桑威奇群岛
🇬🇹|flag: guatemala|旗: 危地马拉
🇬🇺|flag: guam|旗: 关岛
🇬🇼|flag: guinea-bissau|旗: 几内亚比绍
🇬🇾|flag: guyana|旗: 圭亚那
🇭🇰|flag: hong kong sar china|旗: 中国香港特别行政区
🇭🇲|flag: heard & mcdonald islands|旗: 赫德岛和麦克唐纳群岛
🇭🇳|flag: honduras|旗: 洪都拉斯
🇭🇷|flag: croatia|旗: 克罗地亚
🇭🇹|flag: haiti|旗: 海地
🇭🇺|flag: hungary|旗: 匈牙利
🇮🇨|flag: canary islands|旗: 加纳利群岛
🇮🇩|flag: indonesia|旗: 印度尼西亚
🇮🇪|flag: ireland|旗: 爱尔兰
🇮🇱|flag: israel|旗: 以色列
🇮🇲|flag: isle of man|旗: 马恩岛
🇮🇳|flag: india|旗: 印度
🇮🇴|flag: british indian ocean territory|旗: 英属印度洋领地
🇮🇶|flag: iraq|旗: 伊拉克
🇮🇷|flag: iran|旗: 伊朗
🇮🇸|flag: iceland|旗: 冰岛
🇮🇹|flag: italy|旗: 意大利
🇯🇪|flag: jersey|旗: 泽西岛
🇯🇲|flag: jamaica|旗: 牙买加
🇯🇴|flag: jordan|旗: 约旦
🇯🇵|flag: japan|旗: 日本
🇰🇪|flag: kenya|旗: 肯尼亚
🇰🇬|flag: kyrgyzstan|旗: 吉尔吉斯斯坦
🇰🇭|flag: cambodia|旗: 柬埔寨
🇰🇮|flag: kiribati|旗: 基里巴斯
🇰🇲|flag: comoros|旗: 科摩罗
🇰🇳|flag: st. kitts & nevis|旗: 圣基茨和尼维斯
🇰🇵|flag: north korea|旗: 朝鲜
🇰🇷|flag: south korea|旗: 韩国
🇰🇼|flag: kuwait|旗: 科威特
🇰🇾|flag: cayman islands|旗: 开曼群岛
🇰🇿|flag: kazakhstan|旗: 哈萨克斯坦
🇱🇦|flag: laos|旗: 老挝
🇱🇧|flag: lebanon|旗: 黎巴嫩
🇱🇨|flag: st. lucia|旗: 圣卢西亚
🇱🇮|flag: liechtenstein|旗: 列支敦士登
🇱🇰|flag: sri lanka|旗: 斯里兰卡
🇱🇷|flag: liberia|旗: 利比里亚
🇱🇸|flag: lesotho|旗: 莱索托
🇱🇹|flag: lithuania|旗: 立陶宛
🇱🇺|flag: luxembourg|旗: 卢森堡
🇱🇻|flag: latvia|旗: 拉脱维亚
🇱🇾|flag: libya|旗: 利比亚
🇲🇦|flag: morocco|旗: 摩洛哥
🇲🇨|flag: monaco|旗: 摩纳哥
🇲🇩|flag: moldova|旗: 摩尔多瓦
🇲🇪|flag: montenegro|旗: 黑山
🇲🇫|flag: st. martin|旗: 法属圣马丁
🇲🇬|flag: madagascar|旗: 马达加斯加
🇲🇭|flag: marshall islands|旗: 马绍尔群岛
🇲🇰|flag: north macedonia|旗: 北马其顿
🇲🇱|flag: mali|旗: 马里
🇲🇲|flag: myanmar (burma)|旗: 缅甸
🇲🇳|flag: mongolia|旗: 蒙古
🇲🇴|flag: macao sar china|旗: 中国澳门特别行政区
🇲🇵|flag: northern mariana islands|旗: 北马里亚纳群岛
🇲🇶|flag: martinique|旗: 马提尼克
🇲🇷|flag: mauritania|旗: 毛里塔尼亚
🇲🇸|flag: montserrat|旗: 蒙特塞拉特
🇲🇹|flag: malta|旗: 马耳他
🇲🇺|flag: mauritius|旗: 毛里求斯
🇲🇻|flag: maldives|旗: 马尔代夫
🇲🇼|flag: malawi|旗: 马拉维
🇲🇽|flag: mexico|旗: 墨西哥
🇲🇾|flag: malaysia|旗: 马来西亚
🇲🇿|flag: mozambique|旗: 莫桑比克
🇳🇦|flag: namibia|旗: 纳米比亚
🇳🇨|flag: new caledonia|旗: 新喀里多尼亚
🇳🇪|flag: niger|旗: 尼日尔
🇳🇫|flag: norfolk island|旗: 诺福克岛
🇳🇬|flag: nigeria|旗: 尼日利亚
🇳🇮|flag: nicaragua|旗: 尼加拉瓜
🇳🇱|flag: netherlands|旗: 荷兰
🇳🇴|flag: norway|旗: 挪威
🇳🇵|flag: nepal|旗: 尼泊尔
🇳🇷|flag: nauru|旗: 瑙鲁
🇳🇺|flag: niue|旗: 纽埃
🇳🇿|flag: new zealand|旗: 新西兰
🇴🇲|flag: oman|旗: 阿曼
🇵🇦|flag: panama|旗: 巴拿马
🇵🇪|flag: peru|旗: 秘鲁
🇵🇫|flag: french polynesia|旗: 法属波利尼西亚
🇵🇬|flag: papua new guinea|旗: 巴布亚新几内亚
🇵🇭|flag: philippines|旗: 菲律宾
🇵🇰|flag: pakistan|旗: 巴基斯坦
🇵🇱|flag: poland|旗: 波兰
🇵🇲|flag: st. pierre & miquelon|旗: 圣皮埃尔和密克隆群岛
🇵🇳|flag: pitcairn islands|旗: 皮特凯恩群岛
🇵🇷|flag: puerto rico|旗: 波多黎各
🇵🇸|flag: palestinian territories|旗: 巴勒斯坦领土
🇵🇹|flag: portugal|旗: 葡萄牙
🇵🇼|flag: palau|旗: 帕劳
🇵🇾|flag: paraguay|旗: 巴拉圭
🇶🇦|flag: qatar|旗: 卡塔尔
🇷🇪|flag: réunion|旗: 留尼汪
🇷🇴|flag: romania|旗: 罗马尼亚
🇷🇸|flag: serbia|旗: 塞尔维亚
🇷🇺|flag: russia|旗: 俄罗斯
🇷🇼|flag: rwanda|旗: 卢旺达
🇸🇦|flag: saudi arabia|旗: 沙特阿拉伯
🇸🇧|flag: solomon islands|旗: 所罗门群岛
🇸🇨|flag: seychelles|旗: 塞舌尔
🇸🇩|flag: sudan|旗: 苏丹
🇸🇪|flag: sweden|旗: 瑞典
🇸🇬|flag: singapore|旗: 新加坡
🇸🇭|flag: st. helena|旗: 圣赫勒拿
🇸🇮|flag: slovenia|旗: 斯洛文尼亚
🇸🇯|flag: svalbard & jan mayen|旗: 斯瓦尔巴和扬马延
🇸🇰|flag: slovakia|旗: 斯洛伐克
🇸🇱|flag: sierra leone|旗: 塞拉利昂
🇸🇲|flag: san marino|旗: 圣马力诺
🇸🇳|flag: senegal|旗: 塞内加尔
🇸🇴|flag: somalia|旗: 索马里
🇸🇷|flag: suriname|旗: 苏里南
🇸🇸|flag: south sudan|旗: 南苏丹
🇸🇹|flag: são tomé & príncipe|旗: 圣多美和普林西比
🇸🇻|flag: el salvador|旗: 萨尔瓦多
🇸🇽|flag: sint maarten|旗: 荷属圣马丁
🇸🇾|flag: syria|旗: 叙利亚
🇸🇿|flag: eswatini|旗: 斯威士兰
🇹🇦|flag: tristan da cunha|旗: 特里斯坦-达库尼亚群岛
🇹🇨|flag: turks & caicos islands|旗: 特克斯和凯科斯群岛
🇹🇩|flag: chad|旗: 乍得
🇹🇫|flag: french southern territories|旗: 法属南部领地
🇹🇬|flag: togo|旗: 多哥
🇹🇭|flag: thailand|旗: 泰国
🇹🇯|flag: tajikistan|旗: 塔吉克斯坦
🇹🇰|flag: tokelau|旗: 托克劳
🇹🇱|flag: timor-leste|旗: 东帝汶
🇹🇲|flag: turkmenistan|旗: 土库曼斯坦
🇹🇳|flag: tunisia|旗: 突尼斯
🇹🇴|flag: tonga|旗: 汤加
🇹🇷|flag: türkiye|旗: 土耳其
🇹🇹|flag: trinidad & tobago|旗: 特立尼达和多巴哥
🇹🇻|flag: tuvalu|旗: 图瓦卢
🇹🇼|flag: taiwan|旗: 台湾
🇹🇿|flag: tanzania|旗: 坦桑尼亚
🇺🇦|flag: ukraine|旗: 乌克兰
🇺🇬|flag: uganda|旗: 乌干达
🇺🇲|flag: u.s. outlying islands|旗: 美国本土外小岛屿
🇺🇳|flag: united nations|旗: 联合国
🇺🇸|flag: united states|旗: 美国
🇺🇾|flag: uruguay|旗: 乌拉圭
🇺🇿|flag: uzbekistan|旗: 乌兹别克斯坦
🇻🇦|flag: vatican city|旗: 梵蒂冈
🇻🇨|flag: st. vincent & grenadines|旗: 圣文森特和格林纳丁斯
🇻🇪|flag: venezuela|旗: 委内瑞拉
🇻🇬|flag: british virgin islands|旗: 英属维尔京群岛
🇻🇮|flag: u.s. virgin islands|旗: 美属维尔京群岛
🇻🇳|flag: vietnam|旗: 越南
🇻🇺|flag: vanuatu|旗: 瓦努阿图
🇼🇫|flag: wallis & futuna|旗: 瓦利斯和富图纳
🇼🇸|flag: samoa|旗: 萨摩亚
🇽🇰|flag: kosovo|旗: 科索沃
🇾🇪|flag: yemen|旗: 也门
🇾🇹|flag: mayotte|旗: 马约特
🇿🇦|flag: south africa|旗: 南非
🇿🇲|flag: zambia|旗: 赞比亚
🇿🇼|flag: zimbabwe|旗: 津巴布韦
🏴󠁧󠁢󠁥󠁮󠁧󠁿|flag: england|旗: 英格兰
🏴󠁧󠁢󠁳󠁣󠁴󠁿|flag: scotland|旗: 苏格兰
🏴󠁧󠁢󠁷󠁬󠁳󠁿|flag: wales|旗: 威尔士`,
];
