# Copies to and from containers.  Names without a leading slash, for the real kubectl may end before it has printed what tar says of one.
# versions: 1.27,1.33
kubectl run web --image=nginx
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata: {name: two}
spec:
  containers:
  - {name: web, image: nginx}
  - {name: side, image: "busybox:1.36", command: [sleep, "100000"]}
EOF
kubectl run once --image=busybox --restart=Never -- true
kubectl wait --for=condition=Ready pod/web pod/two
kubectl wait --for=jsonpath={.status.phase}=Succeeded pod/once
mkdir -p site/img site/empty site/a/b/c
echo '<h1>hello wörld</h1>' > site/index.html
printf '\xff\x00\xfe' > site/img/dot.png
echo deep > site/a/b/c/d
long=$(printf 'd%.0s' $(seq 1 120)); echo long > site/$long
kubectl cp site/index.html web:/usr/share/nginx/html/index.html
kubectl exec web -- curl -s localhost
kubectl cp site web:/tmp
kubectl exec web -- ls -R /tmp/site
kubectl cp site web:/tmp/other
kubectl exec web -- ls /tmp/other
kubectl exec web -- wc -c /tmp/other/img/dot.png
kubectl cp site default/web:/tmp/third --no-preserve
kubectl exec web -- ls /tmp/third
kubectl cp web:/tmp/site back | sed "/Removing/d"
diff -r site back && echo same
kubectl cp web:usr/share/nginx/html/index.html page.html
cat page.html
kubectl cp web:usr/share/nginx/html/index.html .
kubectl cp web:usr/share/nginx/html/index.html back
kubectl cp web:etc/hostname name && cat name
kubectl cp default/web:etc/hostname new/folder/name && cat new/folder/name
kubectl cp two:etc/hostname name
kubectl cp two:etc/hostname name -c side
kubectl cp site/index.html two:/tmp/x
kubectl cp site/index.html two:/tmp/x -c side
kubectl exec two -c side -- cat /tmp/x
kubectl cp --retries 2 web:etc/hostname hn && cat hn
kubectl cp site/index.html two:/tmp/x -c nope
kubectl cp site/index.html web:/nope/x
kubectl cp site/index.html web:y
kubectl exec web -- cat /y
kubectl cp site/index.html once:/tmp
kubectl cp once:/tmp x
kubectl cp nope web:/tmp
kubectl cp nope:/x y
kubectl cp page.html nope:/tmp
kubectl cp page.html -n nope web:/tmp
kubectl cp
kubectl cp a
kubectl cp a b
kubectl cp a b c
kubectl cp web:/a web:/b
kubectl cp :/a b
kubectl cp a/b/c:/d e
kubectl cp web: b
kubectl cp '' web:/b
kubectl cp page.html web:/b --as jane
kubectl cp page.html web:/b --nope
kubectl -n kube-system cp page.html kube-scheduler-controlplane:/tmp
kubectl -n kube-system cp kube-scheduler-controlplane:/tmp x
