"""What the editor of definitions refuses, in words: what happened, what to do."""

from django.utils.translation import gettext_noop

DRAFTS: dict[str, tuple[str, str]] = {
    "working.unknown": (gettext_noop("没有找到这份草稿"), gettext_noop("回到“修改目录的草稿”，从列出的里面选。")),
    "working.no_file": (gettext_noop("没有找到这份文件"), gettext_noop("回到草稿，从列出的文件里选。")),
    "working.no_step": (gettext_noop("没有这一步，或者太早了"), gettext_noop("最近 500 步可以回去。从历史里选。")),
    "working.name": (gettext_noop("草稿要有名字"), gettext_noop("写几个字，最多 100 字。")),
    "working.path": (
        gettext_noop("文件的路径不对"),
        gettext_noop("写成 items/food-licence.yaml 这样：文件夹名，再是小写的 .yaml 文件名。"),
    ),
    "working.text": (gettext_noop("文件太大，或者有空字符"), gettext_noop("一份文件最多 1 MB：拆成几份；空字符删掉。")),
    "working.too_many": (gettext_noop("草稿太多了"), gettext_noop("先丢弃没有人用的，再开始新的。")),
    "working.too_many_files": (gettext_noop("一份草稿里的文件太多"), gettext_noop("最多 200 个：分成两份草稿。")),
    "working.closed": (gettext_noop("这份草稿已经提出或者丢弃"), gettext_noop("要接着改，先恢复它。")),
    "working.changed_meanwhile": (
        gettext_noop("别人刚刚改过，您这一步没有做"),
        gettext_noop("看看现在的样子，再做一次。"),
    ),
    "working.no_effects": (gettext_noop("还没有试算影响"), gettext_noop("先试算，看过再提出。")),
    "working.upload": (gettext_noop("上传的文件读不出来"), gettext_noop("传 .yaml 文件，或者装着它们的 .zip。")),
    "proposal.stale": (gettext_noop("已经有新的一版"), gettext_noop("先把草稿移到新版上，看过再提出。")),
    "proposal.no_change": (gettext_noop("与现在的一版一样，没有可提的"), gettext_noop("改了再提出。")),
    "proposal.note_length": (gettext_noop("为什么改，写得太长"), gettext_noop("最多 1000 字。")),
    "proposal.no_release": (gettext_noop("还没有公布过版本"), gettext_noop("由运行维护的人先公布第一版。")),
    "catalogue.unsound": (gettext_noop("有错误"), gettext_noop("先改好列出的错误。")),
    "catalogue.published_meanwhile": (
        gettext_noop("刚刚有人公布了新的一版"),
        gettext_noop("看看公布了什么，再做一次。"),
    ),
    "id.taken": (gettext_noop("这个编号已经有了"), gettext_noop("换一个编号；要改已有的，从“改已有的”里找。")),
}
