"""Every problem there can be, with its text in Vietnamese and English and how to mend it.

A problem is a value that travels: readers and checks yield problems, the command line alone prints them.
The reference page of the documentation is made from `KINDS`, so the texts stand here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

Pointer = tuple[str | int, ...]
"""The way to a value inside a document: keys and list indices (counted from 0), from the root down."""


class Severity(StrEnum):
    """How much a problem weighs: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem. `vi` and `en` are `str.format` templates that say what is wrong and how to mend it."""

    code: str
    vi: str
    en: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem at a place.

    `path` is relative to the catalogue's root, with `/`. `line` and `column` count from 1; a line of 0 means that
    the problem is known by its `pointer` only and is located when it is reported (see `records.locate`). `excerpt` is
    the part of a text that the problem is about, and how many times it stands in that text before.
    """

    kind: Kind
    path: str
    pointer: Pointer = ()
    on_key: bool = False
    line: int = 0
    column: int = 0
    excerpt: tuple[str, int] | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def at(self, line: int, column: int) -> Problem:
        """Return the same problem with its position."""
        return replace(self, line=line, column=column)

    @property
    def vi(self) -> str:
        return self.kind.vi.format_map(self.values)

    @property
    def en(self) -> str:
        return self.kind.en.format_map(self.values)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return self.path, self.line, self.column, self.kind.code, self.en


class CannotRunError(Exception):
    """The command cannot do its work at all (exit status 2). Carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = problems


# The catalogue as a whole

NO_CATALOGUE = Kind(
    "no-catalogue",
    "Ở đây không có tệp catalogue/catalogue.yml; hãy chạy lệnh trong thư mục của danh mục hoặc chỉ ra bằng --root.",
    "There is no catalogue/catalogue.yml here; run the command in the catalogue's folder or name it with --root.",
)
NO_COLLECTION = Kind(
    "no-collection",
    "Thư mục schemas/ không có lược đồ nào mang «x-collection»; hãy thêm ít nhất một tệp <tên>.schema.json.",
    "The folder schemas/ holds no schema with “x-collection”; add at least one file <name>.schema.json.",
)
NO_SUCH_PATH = Kind(
    "no-such-path",
    "Không có tệp hay thư mục «{path}» trong danh mục; hãy kiểm tra lại đường dẫn.",
    "The catalogue has no file or folder “{path}”; check the path.",
)
OUTPUT_NOT_OURS = Kind(
    "output-not-ours",
    "Thư mục «{path}» có sẵn nội dung không do lệnh này tạo ra nên không bị ghi đè; hãy chọn thư mục khác bằng "
    "--output.",
    "The folder “{path}” holds files that this command did not make, so it is left alone; choose another with "
    "--output.",
)
SHELL_FAILED = Kind(
    "prose-failed",
    "MkDocs không dựng được các trang văn bản: {reason}. Hãy sửa tệp trong docs/ hoặc mkdocs.yml mà thông báo nêu.",
    "MkDocs could not build the prose pages: {reason}. Mend the file in docs/ or mkdocs.yml that it names.",
)
PORT_TAKEN = Kind(
    "port-taken",
    "Cổng {port} đang được chương trình khác dùng; hãy chọn cổng khác bằng --port.",
    "Another program uses port {port}; choose another with --port.",
)
UNKNOWN_FOLDER = Kind(
    "unknown-folder",
    "Không có bộ dữ liệu nào tên «{name}»{hint_vi} nên thư mục này không được đọc; hãy đổi tên thư mục, hoặc thêm "
    "lược đồ schemas/{name}.schema.json có «x-collection».",
    "There is no collection “{name}”{hint_en}, so this folder is not read; rename it, or add a schema "
    "schemas/{name}.schema.json with “x-collection”.",
)
UNKNOWN_TABLE = Kind(
    "unknown-table",
    "Không có lược đồ bảng nào tên «{name}»{hint_vi} nên tệp này không được đọc; hãy đổi tên tệp, hoặc thêm lược đồ "
    "schemas/tables/{name}.json.",
    "There is no table schema “{name}”{hint_en}, so this file is not read; rename it, or add a schema "
    "schemas/tables/{name}.json.",
)
TABLE_NAME_TAKEN = Kind(
    "table-name-taken",
    "Bảng «{name}» trùng tên với một bộ dữ liệu nên tệp tải về của hai bên sẽ đè lên nhau; hãy đổi tên bảng.",
    "The table “{name}” has the name of a collection, so their downloads would be one; rename the table.",
)
EMPTY_FOLDER = Kind(
    "empty-folder",
    "Thư mục «{name}» chưa có bản ghi nào; hãy thêm tệp .yml hoặc xóa thư mục.",
    "The folder “{name}” holds no record; add a .yml file or remove the folder.",
    Severity.WARNING,
)
UNEXPECTED_FILE = Kind(
    "unexpected-file",
    "Ở đây chỉ đọc tệp có tên kết thúc bằng {ending}, nên «{name}» bị bỏ qua; hãy đổi tên hoặc chuyển đi chỗ khác.",
    "Only files whose name ends in {ending} are read here, so “{name}” is left out; rename it or move it away.",
)
MISPLACED_FILE = Kind(
    "misplaced-file",
    "Tệp «{name}» không nằm trong thư mục nào của danh mục nên bị bỏ qua; hãy chuyển bản ghi vào thư mục của nó.",
    "The file “{name}” lies in no folder of the catalogue, so it is left out; move a record into its folder.",
)

# Files

OUTSIDE_TREE = Kind(
    "link-outside",
    "Tệp là liên kết trỏ ra ngoài danh mục (hoặc vào thư mục ẩn) nên không được đọc; hãy thay liên kết bằng "
    "chính tệp đó.",
    "The file is a link that leads out of the catalogue (or into a hidden folder), so it is not read; put the "
    "file itself in its place.",
)
TOO_LARGE = Kind(
    "file-too-large",
    "Tệp nặng {size} byte, quá giới hạn {limit} byte; hãy rút gọn, để tài liệu lớn ở nơi khác rồi ghi địa chỉ vào đây.",
    "The file has {size} bytes, over the limit of {limit}; shorten it, keep large documents elsewhere and give "
    "their address here.",
)
UNREADABLE = Kind(
    "file-unreadable",
    "Không đọc được tệp: {vi}.",
    "The file cannot be read: {en}.",
)
NOT_UTF8 = Kind(
    "not-utf8",
    "Tệp không ở bảng mã UTF-8 (gặp byte 0x{byte}); hãy mở bằng trình soạn thảo và lưu lại với bảng mã UTF-8.",
    "The file is not UTF-8 (byte 0x{byte}); open it in an editor and save it again with the encoding UTF-8.",
)
EMPTY_FILE = Kind(
    "file-empty",
    "Tệp rỗng; hãy điền nội dung hoặc xóa tệp.",
    "The file is empty; fill it in or delete it.",
)
TOO_MANY = Kind(
    "too-many-problems",
    "Tệp có hơn {limit} lỗi nên từ đây không nêu tiếp; hãy sửa các lỗi ở trên rồi kiểm tra lại.",
    "The file has more than {limit} problems, so they are not listed from here on; mend those above and check again.",
)

SNAPSHOT_ALTERED = Kind(
    "snapshot-altered",
    "Tệp {path} không còn đúng như khi lập (thực tế: {found}) nên không được công bố; hãy chép lại tệp gốc, hoặc xóa "
    "mục này nếu không còn tệp gốc.",
    "The file {path} is not what it was when it was made (it has {found}), so it is not published; put the original "
    "back, or delete this entry where there is none any more.",
)
SNAPSHOT_MISSING = Kind(
    "snapshot-missing",
    "Ở đây không có tệp {path}, mà mục này cũng không cho biết tệp được lưu ở đâu; hãy chép tệp vào thư mục, hoặc thêm "
    "dòng «url: …» với địa chỉ nơi lưu.",
    "There is no file {path} here, and the entry does not say where it is kept; put the file into the folder, or add a "
    "line “url: …” with the address where it is kept.",
    Severity.WARNING,
)
SNAPSHOT_UNLISTED = Kind(
    "snapshot-unlisted",
    "Tệp này không có tên trong {list} nên không được công bố; hãy xóa hoặc chuyển tệp đi, hoặc lập lại bản lưu bằng "
    "lệnh site-builder snapshot.",
    "This file does not stand in {list}, so it is not published; remove it, or make the snapshot again with "
    "site-builder snapshot.",
    Severity.WARNING,
)
SNAPSHOT_EXISTS = Kind(
    "snapshot-exists",
    "Ngày {date} đã có một bản lưu với nội dung khác ({file}), mà bản lưu đã lập thì không thay đổi; hãy lập bản mới "
    "vào ngày khác, hoặc, nếu bản cũ chưa gửi cho ai, xóa tệp cùng mục của nó trong {list} rồi chạy lại lệnh.",
    "There is a snapshot of {date} with other content ({file}), and a snapshot never changes; make the next one on "
    "another day, or, where nobody was given the earlier one, delete its file and its entry in {list} and run the "
    "command again.",
)

# YAML and JSON

BAD_YAML = Kind(
    "yaml-syntax",
    "Sai cú pháp YAML: {vi}. Hãy xem dòng này và dòng ngay trên (thụt đầu dòng, dấu hai chấm, dấu nháy).",
    "This is not valid YAML: {en}. Look at this line and the one above (indentation, colon, quotes).",
)
BAD_JSON = Kind(
    "json-syntax",
    "Sai cú pháp JSON: {vi}. Hãy xem dấu phẩy, dấu nháy và dấu ngoặc ở dòng này và dòng ngay trên.",
    "This is not valid JSON: {en}. Look at the commas, quotes and brackets of this line and the one above.",
)
DUPLICATE_KEY = Kind(
    "duplicate-key",
    "Khóa «{key}» đã có ở dòng {first}; hãy giữ một và xóa một.",
    "The key “{key}” stands at line {first} already; keep one and delete the other.",
)
KEY_NOT_TEXT = Kind(
    "key-not-text",
    "Khóa «{key}» phải là chữ; hãy đặt nó trong dấu nháy.",
    "The key “{key}” must be text; put it in quotes.",
)
ALIAS = Kind(
    "yaml-alias",
    "Bản ghi không dùng «&» và «*» (neo và tham chiếu YAML); hãy viết giá trị ra đầy đủ, hoặc đặt chữ trong dấu nháy.",
    "A record uses no “&” and “*” (YAML anchors and aliases); write the value out, or put the text in quotes.",
)
TAG = Kind(
    "yaml-tag",
    "Bản ghi không dùng nhãn kiểu YAML «{tag}»; hãy bỏ nhãn này, hoặc đặt cả giá trị trong dấu nháy.",
    "A record uses no YAML tag “{tag}”; remove it, or put the whole value in quotes.",
)
TOO_DEEP = Kind(
    "too-deep",
    "Dữ liệu lồng nhau quá {limit} tầng; hãy kiểm tra dấu ngoặc và thụt đầu dòng.",
    "The data is nested more than {limit} levels deep; check the brackets and the indentation.",
)
TOO_MANY_VALUES = Kind(
    "too-many-values",
    "Tệp có hơn {limit} giá trị, quá nhiều cho một bản ghi; hãy tách thành nhiều tệp.",
    "The file holds more than {limit} values, too many for one record; split it into several files.",
)
SECOND_DOCUMENT = Kind(
    "second-document",
    "Sau dòng «---» này là một tài liệu thứ hai; hãy để mỗi bản ghi trong một tệp riêng, hoặc xóa dòng «---».",
    "A second document begins at this “---”; put each record in a file of its own, or delete the line “---”.",
)
NUMBER_RANGE = Kind(
    "number-range",
    "Không giữ được chính xác số «{value}»; hãy dùng số nhỏ hơn, hoặc đặt trong dấu nháy nếu đó là mã.",
    "The number “{value}” cannot be held exactly; use a smaller one, or put it in quotes if it is a code.",
)
NOT_A_MAPPING = Kind(
    "not-a-mapping",
    "Nội dung tệp phải gồm các dòng «khóa: giá trị»; hãy bắt đầu theo mẫu của một tệp có sẵn bên cạnh.",
    "The file must hold lines of “key: value”; begin as a file beside it does.",
)

# The schema's rules

UNKNOWN_KEY = Kind(
    "unknown-key",
    "Ở đây không có khóa nào tên «{key}»{hint_vi}; hãy sửa tên khóa hoặc xóa dòng này.",
    "There is no key “{key}” here{hint_en}; mend the key's name or delete the line.",
)
MISSING_KEY = Kind(
    "missing-key",
    "Thiếu khóa bắt buộc «{key}»{label_vi}; hãy thêm dòng «{key}: …».",
    "The required key “{key}”{label_en} is missing; add a line “{key}: …”.",
)
MISSING_ONE_OF = Kind(
    "missing-one-of",
    "Cần có ít nhất một trong các khóa {keys}; hãy thêm một khóa.",
    "At least one of the keys {keys} is needed; add one.",
)
WRONG_TYPE = Kind(
    "wrong-type",
    "Giá trị {value} là {found_vi}, ở đây cần {wanted_vi}; hãy {mend_vi}.",
    "The value {value} is {found_en}, {wanted_en} is wanted here; {mend_en}.",
)
EMPTY_VALUE = Kind(
    "empty-value",
    "Chỗ này chưa có giá trị, cần {wanted_vi}; hãy điền vào hoặc xóa khóa.",
    "There is no value here, {wanted_en} is wanted; fill it in or delete the key.",
)
NOT_ALLOWED = Kind(
    "value-not-allowed",
    "Giá trị {value} không có trong danh sách{hint_vi}; hãy dùng một trong: {allowed}.",
    "The value {value} is not in the list{hint_en}; use one of: {allowed}.",
)
BAD_FORMAT = Kind(
    "bad-format",
    "Giá trị {value} không phải là {format_vi}; hãy viết lại, ví dụ {example}.",
    "The value {value} is not {format_en}; write it for example as {example}.",
)
BAD_PATTERN = Kind(
    "bad-pattern",
    "Giá trị {value} không đúng mẫu {pattern}; hãy viết lại theo phần trợ giúp của trường này.",
    "The value {value} does not match the pattern {pattern}; write it as the help of this field says.",
)
BAD_LENGTH = Kind(
    "bad-length",
    "{what_vi}, {bound_vi} {limit}; hãy {mend_vi}.",
    "{what_en}, {bound_en} {limit}; {mend_en}.",
)
OUT_OF_RANGE = Kind(
    "out-of-range",
    "Giá trị {value} nằm ngoài khoảng cho phép (phải {bound} {limit}); hãy sửa lại.",
    "The value {value} is out of range (it must be {bound} {limit}); mend it.",
)
REPEATED_ITEM = Kind(
    "repeated-item",
    "Mục {value} đã có ở trên trong danh sách này; hãy xóa một.",
    "The item {value} stands further up in this list already; delete one.",
)
OTHER_SCHEMA_RULE = Kind(
    "schema-rule",
    "Giá trị không theo quy tắc «{rule}» của lược đồ ({reason}); hãy sửa theo phần trợ giúp của trường này.",
    "The value breaks the schema's rule “{rule}” ({reason}); mend it as the help of this field says.",
)
TEXT_BLANK = Kind(
    "text-blank",
    "Chữ ở đây để trống, hoặc thừa dấu cách ở đầu hay cuối; hãy điền nội dung hoặc xóa phần thừa.",
    "The text here is blank, or begins or ends with a space; fill it in or remove the extra.",
)
NOT_ONE_LINE = Kind(
    "not-one-line",
    "Chữ ở đây phải nằm trên một dòng; hãy bỏ chỗ xuống dòng (thay «|» bằng «>-» nếu chữ dài).",
    "The text here must be one line; remove the line breaks (write “>-” for “|” where the text is long).",
)

# Schemas and configuration

BAD_SCHEMA = Kind(
    "bad-schema",
    "Lược đồ không dùng được: {vi}; hãy sửa lược đồ theo JSON Schema 2020-12.",
    "The schema cannot be used: {en}; mend it by JSON Schema 2020-12.",
)
BAD_ANNOTATION = Kind(
    "bad-annotation",
    "Chú giải «{keyword}» sai. {vi}",
    "The annotation “{keyword}” is wrong. {en}",
)
BAD_REF = Kind(
    "bad-ref",
    "«$ref» trỏ tới «{ref}» mà không có gì ở đó; hãy sửa địa chỉ.",
    "“$ref” points to “{ref}”, and nothing is there; mend the address.",
)
UNKNOWN_NAME = Kind(
    "unknown-name",
    "«{keyword}» nêu «{name}», nhưng {what_vi}{hint_vi}; hãy sửa tên.",
    "“{keyword}” names “{name}”, but {what_en}{hint_en}; mend the name.",
)

# Identity, references, vocabularies

ID_NOT_STEM = Kind(
    "id-not-file-name",
    "id «{id}» khác tên tệp «{stem}»; hãy ghi id đúng bằng tên tệp (không có .yml), hoặc đổi tên tệp.",
    "The id “{id}” is not the file's name “{stem}”; make the id the file's name (without .yml), or rename the file.",
)
BAD_ID = Kind(
    "bad-id",
    "«{id}» không dùng làm id hay tên tệp được: chỉ dùng chữ thường không dấu a–z, chữ số, và dấu gạch nối ở "
    "giữa; hãy đổi, ví dụ thành «{suggestion}».",
    "“{id}” cannot be an id or a file's name: use lower-case letters a–z, digits, and hyphens between them; "
    "change it, for example to “{suggestion}”.",
)
CASE_CLASH = Kind(
    "file-name-clash",
    "Tên tệp chỉ khác {other} ở chữ hoa, chữ thường; trên Windows hai tệp là một; hãy đổi tên một tệp.",
    "The file's name differs from {other} by upper and lower case only; on Windows they are one; rename one.",
)
MISSING_REFERENCE = Kind(
    "missing-reference",
    "Không có bản ghi «{id}» trong {collection}{hint_vi}; hãy sửa id hoặc thêm bản ghi đó.",
    "There is no record “{id}” in {collection}{hint_en}; mend the id or add that record.",
)
FORMER_ID_IN_USE = Kind(
    "former-id-in-use",
    "«{id}» ghi ở đây là id cũ, nhưng {other} đang mang id ấy, mà id đã dùng thì không dùng lại; hãy xóa mục này nếu "
    "ghi nhầm, nếu không thì đổi id của bản ghi kia.",
    "“{id}” stands here as an id of the past, and {other} has it now, though an id is never used again; delete it here "
    "if that is a mistake, or else give that record another id.",
)
FORMER_ID_TWICE = Kind(
    "former-id-twice",
    "Id cũ «{id}» đã ghi ở {other}, mà một id cũ chỉ dẫn tới một nơi; hãy giữ một chỗ và xóa chỗ kia.",
    "The former id “{id}” stands in {other} already, and it can lead to one place only; keep one and delete the other.",
)
WITHDRAWN_PERSON = Kind(
    "withdrawn-person",
    "Bản ghi trong «{collection}» chỉ công bố khi người ấy đồng ý và phải rút được mà không để lại dấu vết (Luật "
    "91/2025/QH15), nên không nêu ở đây; hãy xóa mục này, muốn rút bản ghi thì chỉ cần xóa tệp.",
    "A record in “{collection}” is published by consent only and must be able to go without a trace (Law "
    "91/2025/QH15), so it is not named here; delete this, and to withdraw the record just delete its file.",
)
DELETED_IN_SILENCE = Kind(
    "deleted-in-silence",
    "Bản ghi «{id}» đã bị xóa mà catalogue/withdrawn.yml không nói vì sao, nên ai giữ địa chỉ cũ sẽ không biết lý do; "
    "hãy thêm ở đó một mục gồm collection: {collection}, id: {id}, date, reason. Nếu chỉ đổi tên tệp, hãy ghi «{id}» "
    "vào «aliases» của bản ghi mới.",
    "The record “{id}” was deleted, and catalogue/withdrawn.yml does not say why, so whoever kept its address finds no "
    "reason; add an entry there with collection: {collection}, id: {id}, date, reason. If only its file was renamed, "
    "write “{id}” under “aliases” of the new record.",
    Severity.WARNING,
)
UNKNOWN_CODE = Kind(
    "unknown-code",
    "Danh mục mã «{vocabulary}»{scheme_vi} không có mã «{code}»{hint_vi}; hãy sửa mã.",
    "The vocabulary “{vocabulary}”{scheme_en} has no code “{code}”{hint_en}; mend the code.",
)
UNKNOWN_SCHEME = Kind(
    "unknown-scheme",
    "Danh mục mã «{vocabulary}» không có hệ mã «{scheme}»{hint_vi}; hãy dùng một trong: {allowed}.",
    "The vocabulary “{vocabulary}” has no scheme “{scheme}”{hint_en}; use one of: {allowed}.",
)
NAME_UNKNOWN = Kind(
    "name-unknown",
    "Danh mục mã «{vocabulary}» không có tên «{name}»{hint_vi}; hãy sửa tên, hoặc ghi thêm «scheme» và «code».",
    "The vocabulary “{vocabulary}” has no name “{name}”{hint_en}; mend the name, or give “scheme” and “code”.",
)
NAME_AMBIGUOUS = Kind(
    "name-ambiguous",
    "«{name}» là tên của nhiều mục trong danh mục mã «{vocabulary}»: {candidates_vi}; hãy ghi thêm cấp trên (với "
    "địa danh: huyện, tỉnh) như một trong các tên này, hoặc ghi «scheme» và «code».",
    "“{name}” is the name of several things in the vocabulary “{vocabulary}”: {candidates_en}; add what is above "
    "it (for a place: its district, its province) as in one of these names, or give “scheme” and “code”.",
)
NAME_AND_CODE_DIFFER = Kind(
    "name-and-code-differ",
    "Tên «{name}» chỉ {meant}, còn mã «{code}» là {label}; hãy sửa tên hoặc mã.",
    "The name “{name}” stands for {meant}, and the code “{code}” is {label}; mend the name or the code.",
    Severity.WARNING,
)
DUPLICATE_TITLE = Kind(
    "duplicate-title",
    "Tiêu đề này trùng với {other}; nếu hai bản ghi là một, hãy xóa một tệp; nếu không, hãy đặt tiêu đề rõ hơn.",
    "This title is also that of {other}; if they are one, delete a file; if not, make the titles tell them apart.",
)
DUPLICATE_CODE = Kind(
    "duplicate-code",
    "Mã «{code}» (hệ mã {scheme}) đã có ở dòng {first}; hãy xóa một trong hai dòng.",
    "The code “{code}” (scheme {scheme}) stands at line {first} already; delete one of the lines.",
)
SCHEME_SHARED = Kind(
    "scheme-shared",
    "Hệ mã «{scheme}» có cả ở danh mục mã «{other}», mà trang của mã có địa chỉ theo hệ mã; hãy đổi tên hệ mã, hoặc bỏ "
    "«pages» ở một danh mục mã.",
    "The vocabulary “{other}” has a scheme “{scheme}”, too, and pages of codes stand at addresses by scheme; rename "
    "the scheme, or take “pages” from one of the vocabularies.",
)
REPEATED_KEY = Kind(
    "repeated-key",
    "Dòng có khóa «{key}» đã có ở dòng {first} của bảng; hãy xóa một trong hai dòng, hoặc sửa khóa.",
    "A row with the key “{key}” stands at line {first} of the table already; delete one of the rows, or mend the key.",
)
CODE_OUT_OF_VALIDITY = Kind(
    "code-out-of-validity",
    "Mã «{code}» ({label}) {bound_vi}, không dùng cho thời điểm {moment} của bản ghi; {mend_vi}.",
    "The code “{code}” ({label}) {bound_en}, and the record is of {moment}; {mend_en}.",
    Severity.WARNING,
)
BAD_TABLE = Kind(
    "bad-table",
    "Bảng sai ở chỗ này: {vi}.",
    "The table is wrong here: {en}.",
)
DATE_ORDER = Kind(
    "date-order",
    "«{later}» ({later_value}) phải sau hoặc bằng «{earlier}» ({earlier_value}); hãy sửa một trong hai.",
    "“{later}” ({later_value}) may not come before “{earlier}” ({earlier_value}); mend one of them.",
)
MISSING_ITEM = Kind(
    "missing-item",
    "Danh sách này phải có mục {wanted}; hãy thêm vào, hoặc bỏ phần nội dung cần đến nó.",
    "This list must hold the item {wanted}; add it, or remove what calls for it.",
)
TEXT_UNTRANSLATED = Kind(
    "missing-translation",
    "Trường này chưa có bản «{language}» nên trang «{language}» sẽ hiện bản «{fallback}» kèm ghi chú; nên thêm "
    "dòng «{language}: …».",
    "This field has no “{language}” text, so the “{language}” page shows the “{fallback}” one and says so; "
    "better add a line “{language}: …”.",
    Severity.WARNING,
)

# Text

NOT_NFC = Kind(
    "not-nfc",
    "«{word}» gõ bằng Unicode tổ hợp (dấu rời); hãy gõ lại, hoặc đổi cả tệp sang Unicode dựng sẵn (công cụ "
    "chuyển mã của UniKey).",
    "“{word}” is written with decomposed letters (not Unicode NFC); type it again, or convert the file to "
    "composed Unicode.",
)
INVISIBLE = Kind(
    "invisible-character",
    "Ở đây có ký tự lạ không nhìn thấy ({name}, U+{code}); hãy xóa đi, cần cách chữ thì gõ dấu cách thường.",
    "There is an invisible character here ({name}, U+{code}); delete it, and type an ordinary space where one is "
    "meant.",
)
LOST_LETTER = Kind(
    "lost-letter",
    "Chữ ở đây đã hỏng khi chuyển mã (còn lại «�»); hãy gõ lại từ này theo nguồn.",
    "A letter was lost here when the text was converted (“�” is left); type the word again from its source.",
)
LOOK_ALIKE = Kind(
    "look-alike",
    "Chữ «{found}» (U+{code}) trông giống «{wanted}» nhưng là chữ khác; hãy gõ lại «{wanted}».",
    "The letter “{found}” (U+{code}) looks like “{wanted}” but is another one; type “{wanted}” again.",
)
LEGACY_FONT = Kind(
    "legacy-encoding",
    "«{word}» giống chữ chép từ {font_vi} (có thể là «{guess}»); hãy gõ lại hoặc chuyển mã sang Unicode.",
    "“{word}” looks like text pasted from {font_en} (perhaps “{guess}”); type it again or convert it to Unicode.",
)
HTML_TEXT = Kind(
    "html-in-text",
    "Có thẻ HTML «{tag}» ở đây; bản ghi chỉ chứa văn bản thuần, hãy bỏ thẻ này.",
    "There is an HTML tag “{tag}” here; records hold plain text, remove the tag.",
)
BAD_LINK = Kind(
    "bad-link",
    "Địa chỉ «{value}» phải bắt đầu bằng {wanted_vi}; hãy sửa lại.",
    "The address “{value}” must begin with {wanted_en}; mend it.",
)
PERSONAL_DATA = Kind(
    "personal-data",
    "«{value}» giống {what_vi} cá nhân; danh mục không công bố dữ liệu cá nhân, hãy xóa hoặc thay bằng đầu mối "
    "công khai của cơ quan.",
    "“{value}” looks like a personal {what_en}; the catalogue publishes no personal data, remove it or use the "
    "public desk of an organisation.",
)
CONSENT_MISSING = Kind(
    "consent-missing",
    "Hồ sơ về một người mà không có «{key}» (sự đồng ý đã ghi lại: ngày, phạm vi, thời hạn) thì không được công bố "
    "(Luật 91/2025/QH15); hãy xin đồng ý bằng văn bản rồi ghi vào, hoặc xóa tệp.",
    "A record of a person without “{key}” (the recorded consent: date, scope, term) may not be published (Law "
    "91/2025/QH15); obtain the consent in writing and record it, or delete the file.",
)
CONSENT_ENDED = Kind(
    "consent-ended",
    "Sự đồng ý này không còn hoặc chưa có hiệu lực ({date}) nên hồ sơ không được công bố; hãy xóa tệp, hoặc ghi sự "
    "đồng ý mới.",
    "This consent does not hold (any more, or yet: {date}), so the record is not published; delete the file, or record "
    "a new consent.",
    Severity.WARNING,
)
NAMED_WITHOUT_CONSENT = Kind(
    "named-without-consent",
    "Ở đây nêu tên một người chưa đồng ý, hoặc đã rút sự đồng ý; hãy bỏ tên ấy.",
    "This names a person who has not consented, or has withdrawn the consent; remove the name.",
)
PERSONAL_WITHOUT_CONSENT = Kind(
    "personal-without-consent",
    "Trường được đánh dấu là dữ liệu cá nhân, mà «x-collection» không có «consent»; hãy thêm «consent», nêu tên nhóm "
    "ghi sự đồng ý.",
    "The field is marked as personal data, and “x-collection” has no “consent”; add “consent” with the name of the "
    "group that records it.",
)

# Harvesting

HARVEST_NO_SOURCE = Kind(
    "harvest-no-source",
    "«{source}» không phải địa chỉ http hay https, cũng không phải tệp hay thư mục có trên máy này; hãy kiểm tra lại "
    "nguồn.",
    "“{source}” is neither an http or https address nor a file or folder of this machine; check the source.",
)
HARVEST_NONE_YET = Kind(
    "harvest-none-yet",
    "Chưa có danh mục nào được thu thập để cập nhật; hãy nêu nguồn, ví dụ site-builder harvest https://vi-du.example/.",
    "No catalogue has been harvested yet, so there is none to refresh; name a source, for example site-builder harvest "
    "https://other.example/.",
)
HARVEST_NAME_TAKEN = Kind(
    "harvest-name-taken",
    "Tên «{name}» đã dùng cho nguồn khác ({source}); hãy đặt tên khác bằng --name, hoặc xóa thư mục {folder} nếu muốn "
    "thay nguồn ấy.",
    "The name “{name}” belongs to another source ({source}); give another with --name, or delete the folder {folder} "
    "to replace that source.",
)
HARVEST_NOT_WRITTEN = Kind(
    "harvest-not-written",
    "Không ghi được vào thư mục này ({reason}) nên không có gì thay đổi; hãy kiểm tra quyền ghi và chỗ trống trên đĩa.",
    "This folder cannot be written ({reason}), so nothing has changed; check the permissions and the space on the "
    "disk.",
)
HARVEST_UNREACHABLE = Kind(
    "harvest-unreachable",
    "Không kết nối được tới địa chỉ này ({reason}); hãy kiểm tra địa chỉ và đường mạng rồi chạy lại.",
    "This address cannot be reached ({reason}); check the address and the connection and run the command again.",
)
HARVEST_TOO_SLOW = Kind(
    "harvest-too-slow",
    "Máy chủ trả lời quá chậm nên lệnh đã dừng; hãy chạy lại lúc khác.",
    "The server answers too slowly, so the command gave up; run it again at another time.",
)
HARVEST_STATUS = Kind(
    "harvest-status",
    "Máy chủ trả lời bằng mã {status} thay vì dữ liệu; hãy kiểm tra địa chỉ, hoặc hỏi đơn vị quản lý nguồn.",
    "The server answered with status {status} instead of data; check the address, or ask who runs the source.",
)
HARVEST_MISSING = Kind(
    "harvest-missing",
    "Ở địa chỉ này không có gì{status}; hãy kiểm tra địa chỉ, hoặc hỏi đơn vị quản lý nguồn.",
    "There is nothing at this address{status}; check it, or ask who runs the source.",
)
HARVEST_ADDRESS_REFUSED = Kind(
    "harvest-address-refused",
    "Địa chỉ «{address}» {vi} nên không được đọc; hãy kiểm tra lại nguồn.",
    "The address “{address}” {en}, so it is not read; look at the source again.",
)
HARVEST_REDIRECTS = Kind(
    "harvest-redirects",
    "Máy chủ chuyển hướng quá {limit} lần mà chưa tới dữ liệu; hãy nêu địa chỉ cuối cùng.",
    "The server redirects more than {limit} times without coming to data; give the final address.",
)
HARVEST_WEB_PAGE = Kind(
    "harvest-web-page",
    "Ở đây là trang web (HTML) chứ không phải dữ liệu{vi}; hãy nêu địa chỉ của tệp mô tả dữ liệu, ví dụ {example}.",
    "This is a web page (HTML) and no data{en}; give the address of the file that describes the data, for example "
    "{example}.",
)
HARVEST_UNKNOWN_FORMAT = Kind(
    "harvest-unknown-format",
    "Đây không phải danh mục của phần mềm này, Data Package, DCAT hay data.json{vi}; hãy nêu địa chỉ của một trong các "
    "loại tệp ấy.",
    "This is no catalogue of this generator, no Data Package, no DCAT and no data.json{en}; give the address of one of "
    "these.",
)
HARVEST_INCOMPLETE = Kind(
    "harvest-incomplete",
    "Tệp chỉ nhận được một phần{vi} nên không dùng; hãy chạy lại, nếu vẫn vậy thì báo đơn vị quản lý nguồn.",
    "Only a part of the file came{en}, so it is not used; run the command again, and tell who runs the source if it "
    "stays so.",
)
HARVEST_CHECKSUM = Kind(
    "harvest-checksum",
    "Nội dung tệp không khớp với {what_vi} mà nguồn đã công bố ({stated}, thực tế {found}); hãy chạy lại sau, nếu "
    "vẫn vậy thì báo đơn vị quản lý nguồn.",
    "The file is not what the source states by its {what_en} ({stated}, found {found}); run the command again later, "
    "and tell who runs the source if it stays so.",
)
HARVEST_TOO_LARGE = Kind(
    "harvest-too-large",
    "Nguồn có hơn {limit} {what_vi}, quá mức mà lệnh này nhận; hãy lấy một phần nhỏ hơn của nguồn.",
    "The source has more than {limit} {what_en}, which is more than this command takes; take a smaller part of it.",
)
HARVEST_BROKEN = Kind(
    "harvest-broken",
    "Tệp không đúng dạng {format}: {vi}; hãy báo đơn vị quản lý nguồn.",
    "The file is not well-formed {format}: {en}; tell who runs the source.",
)
HARVEST_LICENCE = Kind(
    "harvest-licence",
    "Nguồn {vi} nên không được thu thập; nếu được phép dùng lại, hãy ghi giấy phép ấy vào «harvest: licences:» trong "
    "catalogue/catalogue.yml.",
    "The source {en}, so it is not harvested; if it may be reused, add that licence to “harvest: licences:” in "
    "catalogue/catalogue.yml.",
)
HARVEST_ID_CLASH = Kind(
    "harvest-id-clash",
    "«{first}» và «{second}» trong {collection} có cùng một id («{id}») nên không ghi gì cả; hãy báo đơn vị quản lý "
    "nguồn.",
    "“{first}” and “{second}” in {collection} have one and the same id (“{id}”), so nothing is written; tell who runs "
    "the source.",
)
HARVEST_EMPTY = Kind(
    "harvest-empty",
    "Nguồn không có gì để lấy{vi}; hãy kiểm tra lại địa chỉ.",
    "The source holds nothing that can be taken{en}; check the address.",
)
HARVEST_INVALID = Kind(
    "harvest-invalid",
    "Dữ liệu của nguồn có {count} lỗi nên không ghi gì cả; lỗi đầu tiên ở {place}: {vi} Hãy báo đơn vị quản lý nguồn.",
    "The source's data has {count} errors, so nothing is written; the first is at {place}: {en} Tell who runs the "
    "source.",
)

KINDS: tuple[Kind, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
"""Every kind, in the order in which they stand above."""
