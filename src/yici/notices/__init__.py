"""Messages to people and to other systems: in the product, by mail, SMS, WeCom, DingTalk and webhook."""
