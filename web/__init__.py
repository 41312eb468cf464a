"""What is served around Streamlit: the gate, sign-in and sign-out, invitations, security headers, health."""
