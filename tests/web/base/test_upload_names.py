"""A file is named as its owner named it, also where no script sends it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Screenshot 7.24.08\u202fPM.png", "Screenshot 7.24.08\u202fPM.png"),
        ("\U0001f469\u200d\U0001f680.png", "\U0001f469\u200d\U0001f680.png"),
        ("Q&amp;A.txt", "Q&amp;A.txt"),
        ("../a\\b.txt", "b.txt"),
    ],
)
def test_the_name_of_a_file_comes_whole(sent: str, kept: str) -> None:
    file = SimpleUploadedFile("plan.txt", b"plan")
    boundary = "x"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{sent}"\r\n'
        f"Content-Type: text/plain\r\n\r\n{file.read().decode()}\r\n--{boundary}--\r\n"
    )
    kind = f"multipart/form-data; boundary={boundary}"
    request = RequestFactory().post("/", body.encode(), content_type=kind)
    assert request.FILES["files"].name == kept
    assert request.FILES["files"].read() == b"plan"


def test_a_file_without_a_name_is_none() -> None:
    kind = "multipart/form-data; boundary=x"
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename=".."\r\n\r\nplan\r\n--x--\r\n'
    assert not RequestFactory().post("/", body, content_type=kind).FILES
