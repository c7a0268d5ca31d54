"""URLs of signing in and of account pages, under allauth's names."""

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from handsel.web.account import passkeys, security
from handsel.web.account.avatar import avatar
from handsel.web.account.confirm import confirm_page
from handsel.web.account.profile import me, picture
from handsel.web.account.sessions import ending
from handsel.web.account.sign_in import CodePage, PasskeyPage, SignInPage, SignUpPage
from handsel.web.base.confirming import confirm_first

urlpatterns = [
    path("sign-in/", SignInPage.as_view(), name="account_login"),
    path("sign-up/", SignUpPage.as_view(), name="account_signup"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-in/again/", confirm_page, name="account_reauthenticate"),
    path("sign-in/passkey/", PasskeyPage.as_view(), name="mfa_login_webauthn"),
    path("sign-in/code/", CodePage.as_view(), name="mfa_authenticate"),
    path("confirm/", account.email_verification_sent, name="account_email_verification_sent"),
    path("confirm/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("me/password/", account.password_change, name="account_change_password"),
    path("me/password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("me/", me, name="me"),
    path("me/picture/", picture, name="my_picture"),
    path("me/email/", confirm_first(account.email, is_free_to_read=True), name="account_email"),
    path("me/security/", security.security, name="security"),
    path("me/security/app/", security.app, name="security-app"),
    path("me/security/codes/", security.codes, name="security-codes"),
    path("me/security/passkey/", passkeys.new_passkey, name="passkey-new"),
    path("me/security/<number:pk>/name/", passkeys.naming, name="passkey-naming"),
    path("me/security/<number:pk>/removal/", security.removal, name="security-removal"),
    path("me/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("me/sessions/<number:pk>/ending/", ending, name="session-ending"),
    path("people/<uuid:person>/avatar", avatar, name="avatar"),
]
